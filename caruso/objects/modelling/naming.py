"""Names that are made of labels."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caruso.kernel.field_names import name_for
from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_object
from caruso.objects.models import ModelledObject
from caruso.screens.description import screens

#: An object's name goes into the name of its table, which no database may cut.
LONGEST = 40


def object_name(labels: Mapping[str, str], wanted: str = "") -> str:
    """The name of a new object; two labels that differ only in accents give the same one, which is refused.

    Raises ValidationError, also for a name that an object in the bin has.
    """
    name = name_for(wanted or labels.get("en") or next(iter(labels.values()), ""))[:LONGEST].strip("_")
    if ModelledObject.objects.filter(name=name).exists():
        raise ValidationError(
            {"labels": _("There is an object “%(name)s” already, perhaps in the bin.") % {"name": name}}
        )
    return name


def slug_for(plurals: Mapping[str, str], name: str) -> str:
    """The word in addresses, one that leads nowhere yet."""
    stem = re.sub(r"_+", "-", name_for(plurals.get("en") or next(iter(plurals.values()), name)))[:50].strip("-")
    number, slug = 1, stem
    while _is_taken(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _is_taken(slug: str) -> bool:
    if ModelledObject.objects.filter(slug=slug).exists() or any(screen.slug == slug for screen in screens()):
        return True
    try:
        resolve(f"/{slug}/")
    except Resolver404:
        return False
    return True


def full_name(row: CustomField) -> str:
    """Of a field where people meet it far from its object: “Claim: Amount”."""
    try:
        object = str(business_object(row.object).label)
    except KeyError:
        object = row.object
    return f"{capfirst(object)}: {row.label}"
