"""The parts of an address."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caruso.kernel.countries import COUNTRIES

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field


def address_parts() -> "tuple[Field, ...]":
    from caruso.kernel.fields.field import Field
    from caruso.kernel.fields.kinds import kind_named

    text, country = kind_named("text"), kind_named("country")
    return (
        Field("street", _("street"), text, max_length=200),
        Field("postal_code", _("postal code"), text, max_length=20),
        Field("city", _("city"), text, max_length=120),
        Field("region", _("region"), text, max_length=120),
        Field("country", _("country"), country, max_length=80, choices=COUNTRIES),
    )
