"""What a roll-up goes over, what it works out and of which field: chosen from what there is."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caruso.kernel.objects import BusinessObject, Collection, business_object
from caruso.objects.formulas.roll_up import rolled_up_fields
from caruso.screens.description import Screen, screen_of

FUNCTIONS = {
    "count": _("how many there are"), "sum": _("the sum"), "min": _("the least"), "max": _("the greatest"),
    "avg": _("the average"),
}  # fmt: skip
Choices = list[tuple[str, Any]]


def collections_of(described: BusinessObject) -> Choices:
    """By what their records are called."""
    named = [(name, called(collection)) for name, collection in described.gathered.items()]
    return sorted(named, key=lambda one: one[1].casefold())


def fields_in(described: BusinessObject, collection: str, function: str) -> Choices:
    """The fields of the records of this collection that the function takes; none for a collection that is not there."""
    gathered = described.gathered.get(collection)
    target = business_object(gathered.target) if gathered else None
    fields = rolled_up_fields(target, function) if target else []
    return sorted(((one.name, capfirst(str(one.label))) for one in fields), key=lambda one: one[1].casefold())


def called(collection: Collection) -> str:
    """The name that an administrator gave, or what the records are with the field that makes them belong."""
    if collection.label:
        return str(capfirst(str(collection.label)))
    target = business_object(collection.target)
    link = target.fields.get(collection.link)
    plural = capfirst(str(target.label_plural))
    return f"{plural} · {link.label}" if link else str(plural)


def screen_of_collection(described: BusinessObject, collection: str) -> Screen | None:
    """Of what a roll-up goes over; None for nothing, and for what has no screen."""
    gathered = described.gathered.get(collection)
    try:
        return screen_of(gathered.target) if gathered else None
    except KeyError:
        return None
