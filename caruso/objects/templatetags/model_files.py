"""How parts of a model are said on the page that compares."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caruso.kernel.labels import in_language
from caruso.kernel.objects import business_object
from caruso.objects.kinds import offer_of
from caruso.objects.model_file.change import Change

register = template.Library()
_SIGNS = {
    "order": "arrow-up-down", "rights": "shield-check", "no_rights": "shield-check", "new_role": "shield-check",
    "screen": "layout-panel-left", "no_screen": "layout-panel-left", "converted": "arrow-right-left",
    "no_object": "box", "no_mapped": "table-2", "no_column": "table-2",
}  # fmt: skip
register.filter("in_language", in_language)


@register.filter
def kind_icon(kind: str) -> str:
    return offer_of(kind).icon


@register.filter
def kind_label(kind: str) -> Any:
    return offer_of(kind).label


@register.filter
def object_label(key: str) -> str:
    """What the records of an object are called; the key itself while it is not there."""
    if not key:
        return capfirst(_("home page"))
    try:
        return capfirst(business_object(key).label_plural)
    except KeyError:
        return key


@register.filter
def sign(change: Change) -> str:
    """The icon of a change that is about no field."""
    return _SIGNS.get(change.what, "pencil")


@register.filter
def said(value: Any) -> str:
    """A value of a definition as people read it."""
    if value in (None, "", [], {}):
        return pgettext("value", "nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {said(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        between = " · " if any(isinstance(one, Mapping) and "value" not in one for one in value) else ", "
        return between.join(_choice(one) if isinstance(one, Mapping) and "value" in one else said(one) for one in value)
    return str(value)


def _choice(choice: Mapping[str, Any]) -> str:
    label = in_language(choice["labels"])
    colour = f" ({choice['colour']})" if choice.get("colour") else ""
    return f"{label}{colour}{' †' if choice.get('archived') else ''}"
