"""An arrangement in words, and what one has otherwise than another."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caruso.objects.layouts.canvas import Canvas
from caruso.objects.layouts.content import Content
from caruso.objects.layouts.draft import Draft
from caruso.objects.layouts.pieces import FieldItem, PanelItem, SectionItem
from caruso.objects.layouts.place import Place

#: What is different, what it was, what it is.
Difference = tuple[str, str, str]


def differences(place: Place, before: Content | None, after: Content | None, user: Any) -> list[Difference]:
    """Zone by zone; None is what is shipped."""
    was, now = _zones(place, before, user), _zones(place, after, user)
    nothing = pgettext("value", "nothing")
    return [(label, was[label] or nothing, text or nothing) for label, text in now.items() if was[label] != text]


def _zones(place: Place, content: Content | None, user: Any) -> dict[str, str]:
    shown = place.shipped() if content is None else place.completed(content)
    zones = Canvas(Draft(place, shown), user).zones
    return {str(zone.label): " · ".join(_piece(item) for item in zone.items) for zone in zones}


def _piece(item: FieldItem | SectionItem | PanelItem) -> str:
    if not isinstance(item, SectionItem):
        return item.label
    beside = [_("Folded at first")] if item.closed else []
    beside += [f"{item.condition.label} {item.condition.text}"] if item.condition.text else []
    title = f"{item.title} ({', '.join(beside)})" if beside else item.title
    return f"{title}: {', '.join(field.label for field in item.fields)}"
