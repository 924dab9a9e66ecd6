"""Accounts: organisations."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.customers.models.customer import Customer, list_indexes
from caruso.customers.models.entries import primary_value
from caruso.customers.rules.identity_numbers import (
    REGISTRATION,
    TAX,
    compact_number,
    is_valid_registration_number,
    is_valid_tax_number,
)
from caruso.kernel.columns import ChoicesColumn, MoneyColumn
from caruso.kernel.countries import country_code
from caruso.kernel.models.organisation import current_organisation

#: What tells whether a number passes the check of a country, and the countries that have one.
CHECKED: dict[str, tuple[Callable[[str, str], bool], Iterable[str]]] = {
    "tax_number": (is_valid_tax_number, TAX),
    "registration_number": (is_valid_registration_number, REGISTRATION),
}


class AccountRole(models.TextChoices):
    CUSTOMER = "customer", _("customer")
    PROSPECT = "prospect", _("prospect")
    SUPPLIER = "supplier", _("supplier")
    PARTNER = "partner", _("partner")
    INVESTOR = "investor", _("investor")
    COMPETITOR = "competitor", _("competitor")
    EMPLOYER = "employer", _("employer")


class Industry(models.TextChoices):
    AGRICULTURE = "agriculture", _("agriculture and food")
    MANUFACTURING = "manufacturing", _("manufacturing")
    CONSTRUCTION = "construction", _("construction")
    TRADE = "trade", _("trade")
    TRANSPORT = "transport", _("transport and logistics")
    HOSPITALITY = "hospitality", _("hotels and restaurants")
    IT = "it", _("information technology")
    MEDIA = "media", _("media and publishing")
    FINANCE = "finance", _("finance and insurance")
    PROPERTY = "property", _("real estate")
    SERVICES = "services", _("professional services")
    EDUCATION = "education", _("education")
    HEALTH = "health", _("health care")
    CULTURE = "culture", _("culture and sport")
    PUBLIC = "public", _("public administration")
    UTILITIES = "utilities", _("energy and utilities")
    OTHER = "other", _("other")


class Account(Customer):
    """An organisation that the firm has to do with, in whatever role."""

    name = models.CharField(_("name"), max_length=200)
    legal_name = models.CharField(_("legal name"), max_length=250, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True, help_text=_("NIP, DIČ or VAT number"))
    registration_number = models.CharField(
        _("registration number"), max_length=30, blank=True, help_text=_("REGON, KRS or IČO")
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    industry = models.CharField(_("industry"), max_length=16, choices=Industry, blank=True)
    size = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    revenue = MoneyColumn(_("yearly revenue"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="subsidiaries", verbose_name=_("parent account")
    )
    roles = ChoicesColumn(_("roles"), offer=AccountRole.choices)

    COLOURS: ClassVar[dict[str, dict[str, str]]] = {
        **Customer.COLOURS,
        "roles": {
            "customer": "green",
            "prospect": "blue",
            "supplier": "amber",
            "partner": "violet",
            "investor": "teal",
            "competitor": "red",
            "employer": "indigo",
        },
    }

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        indexes: ClassVar[list[models.Index]] = [
            *list_indexes("account"),
            models.Index(fields=["tax_number"], name="account_by_tax_number"),
        ]

    def derive(self) -> None:
        super().derive()
        self.tax_number = compact_number(self.tax_number)
        self.registration_number = compact_number(self.registration_number)

    @classmethod
    def refused_values(cls, values: Mapping[str, Any], *, anywhere: bool = False) -> dict[str, Any]:
        """What is wrong with numbers by themselves: in the country of the address, or the firm's own where none is said.

        With `anywhere`, a number of which no country is said may be one of any country whose numbers are checked.
        """
        written = primary_value(values.get("addresses") or [], "country")
        # Of a country that nobody knows no number can be checked.
        country = country_code(written) or ("" if written else current_organisation().country)
        said = _("The check digits do not fit; please look at it once more.")
        refused = {}
        for name, (fits, known) in CHECKED.items():
            countries = [country, *(known if anywhere and not written else ())]
            if values.get(name) and not any(fits(values[name], one) for one in countries):
                refused[name] = said
        return refused

    @classmethod
    def validate(cls, values: dict[str, Any], record: "Account | None") -> None:
        """What must be true of several fields together. Raises ValidationError with a message per field."""
        parent = values.get("parent")
        if record is None or parent in (None, record.parent_id):
            return
        if record.pk in _with_parents(parent):
            raise ValidationError({"parent": _("An account cannot be above itself.")})


def _with_parents(number: int) -> set[int]:
    """This account and all above it; stops at a loop."""
    found: set[int] = set()
    at: int | None = number
    while at and at not in found:
        found.add(at)
        at = Account.objects.filter(pk=at).values_list("parent_id", flat=True).first()
    return found
