"""The parts of list fields that accounts and contacts share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.countries import COUNTRIES
from caruso.kernel.fields import Field, kind_named


class PlaceKind(models.TextChoices):
    """What an e-mail, telephone or address is for."""

    WORK = "work", _("work")
    MOBILE = "mobile", _("mobile")
    HOME = "home", _("home")
    BILLING = "billing", _("billing")
    SHIPPING = "shipping", _("delivery")
    FAX = "fax", _("fax")
    OTHER = "other", _("other")


class WebKind(models.TextChoices):
    WEBSITE = "website", _("website")
    LINKEDIN = "linkedin", _("LinkedIn")
    FACEBOOK = "facebook", _("Facebook")
    X = "x", _("X")
    INSTAGRAM = "instagram", _("Instagram")
    OTHER = "other", _("other")


def part(name: str, label: Any, kind: str = "text", **options: Any) -> Field:
    return Field(name=name, label=label, kind=kind_named(kind), **options)


def _type(*kinds: PlaceKind) -> Field:
    return part("type", _("type"), "choice", choices=[(kind.value, kind.label) for kind in kinds])


PRIMARY = part("primary", _("primary"), "yes_no")

EMAIL_ENTRY = (
    part("value", _("e-mail"), "email", max_length=254),
    _type(PlaceKind.WORK, PlaceKind.HOME, PlaceKind.BILLING, PlaceKind.OTHER),
    PRIMARY,
)
PHONE_ENTRY = (
    part("value", _("telephone"), "phone", max_length=32),
    _type(PlaceKind.WORK, PlaceKind.MOBILE, PlaceKind.HOME, PlaceKind.FAX, PlaceKind.OTHER),
    PRIMARY,
)
ADDRESS_ENTRY = (
    part("street", _("street"), max_length=200),
    part("postal_code", _("postal code"), max_length=20),
    part("city", _("city"), max_length=120),
    part("region", _("region"), max_length=120),
    part("country", _("country"), "country", max_length=80, choices=COUNTRIES),
    _type(PlaceKind.WORK, PlaceKind.HOME, PlaceKind.BILLING, PlaceKind.SHIPPING, PlaceKind.OTHER),
    PRIMARY,
)
WEB_ENTRY = (
    part("value", _("address"), "url", max_length=500),
    part("type", _("type"), "choice", choices=WebKind.choices),
)


def primary_value(entries: list[dict[str, Any]], name: str = "value") -> str:
    """A part of the primary entry, or of the first; empty where there is none."""
    if not entries:
        return ""
    chosen = entries[0]
    if not chosen.get("primary"):
        chosen = next((entry for entry in entries if entry.get("primary")), chosen)
    return str(chosen.get(name, ""))
