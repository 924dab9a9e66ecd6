"""A change of the model in words, for the page that compares a file with what is here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caruso.objects.layouts.canvas import Canvas
from caruso.objects.layouts.draft import Draft
from caruso.objects.layouts.pieces import FieldItem, PanelItem, SectionItem
from caruso.objects.model_file.change import CHANGED_OBJECT, SCREEN, Change
from caruso.objects.model_file.model import ScreenModel
from caruso.objects.model_file.present import present
from caruso.objects.model_file.screens import content_of
from caruso.objects.wording import Wording

#: What is different, what it was, what it becomes.
Difference = tuple[str, str, str]


@dataclass(frozen=True)
class ToldChange:
    """`lost` is what a change of the kind loses, as the reader may see it."""

    change: Change
    wording: Wording
    lost: Mapping[str, Any]
    user: Any

    @property
    def differences(self) -> list[Difference]:
        change = self.change
        if change.what == SCREEN and change.screen is not None:
            return _of_screen(change.screen, self.user) or self._said()
        return self._said()

    @property
    def order(self) -> str:
        return ", ".join(self.wording.field(name) for name in self.change.order)

    def _said(self) -> list[Difference]:
        of_field = self.change.what != CHANGED_OBJECT
        return [
            (self.wording.setting(name, of_field=of_field), *self.wording.pair(name, before, after, self.change.name))
            for name, before, after in self.change.differences
        ]


def _of_screen(wanted: ScreenModel, user: Any) -> list[Difference]:
    """Zone by zone; nothing where the screen is of an object that the file brings."""
    before = present().screens.get(wanted.key)
    try:
        was, now = _zones(before, user) if before else {}, _zones(wanted, user)
    except ValidationError:
        return []
    nothing = pgettext("value", "nothing")
    return [(label, was.get(label, nothing), text or nothing) for label, text in now.items() if was.get(label) != text]


def _zones(one: ScreenModel, user: Any) -> dict[str, str]:
    place, content = content_of(one)
    zones = Canvas(Draft(place, content), user).zones
    return {str(zone.label): " · ".join(_piece(item) for item in zone.items) for zone in zones}


def _piece(item: FieldItem | SectionItem | PanelItem) -> str:
    if not isinstance(item, SectionItem):
        return item.label
    beside = [_("Folded at first")] if item.closed else []
    beside += [f"{item.condition.label} {item.condition.text}"] if item.condition.text else []
    title = f"{item.title} ({', '.join(beside)})" if beside else item.title
    return f"{title}: {', '.join(field.label for field in item.fields)}"
