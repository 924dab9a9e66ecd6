"""How parts of a model are said on the page that compares."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caruso.kernel.labels import in_language
from caruso.kernel.objects import business_object
from caruso.objects.kinds import offer_of

register = template.Library()
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
    try:
        return capfirst(business_object(key).label_plural)
    except KeyError:
        return key


@register.filter
def said(value: Any) -> str:
    """A value of a definition as people read it."""
    if value in (None, "", [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {said(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_choice(one) if isinstance(one, Mapping) and "labels" in one else said(one) for one in value)
    return str(value)


def _choice(choice: Mapping[str, Any]) -> str:
    label = in_language(choice["labels"])
    colour = f" ({choice['colour']})" if choice.get("colour") else ""
    return f"{label}{colour}{' †' if choice.get('archived') else ''}"
