"""How parts of a model are said on the page that compares."""

from typing import Any

from django import template

from caruso.kernel.labels import in_language
from caruso.objects.kinds import offer_of
from caruso.objects.model_file.change import Change
from caruso.objects.wording import object_label

register = template.Library()
_SIGNS = {
    "order": "arrow-up-down", "rights": "shield-check", "no_rights": "shield-check", "new_role": "shield-check",
    "screen": "layout-panel-left", "no_screen": "layout-panel-left", "converted": "arrow-right-left",
    "no_object": "box", "no_mapped": "table-2", "no_column": "table-2",
}  # fmt: skip
register.filter("in_language", in_language)
register.filter("object_label", object_label)


@register.filter
def kind_icon(kind: str) -> str:
    return offer_of(kind).icon


@register.filter
def kind_label(kind: str) -> Any:
    return offer_of(kind).label


@register.filter
def sign(change: Change) -> str:
    """The icon of a change that is about no field."""
    return _SIGNS.get(change.what, "pencil")
