"""Promotions: a lower price for a time."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.columns import ConditionColumn, MoneyColumn, OfferedColumn
from caruso.kernel.models import Record
from caruso.kernel.money.currencies import currency_choices
from caruso.sales.models.money import own_currency
from caruso.sales.models.terms import check_terms


class Promotion(Record):
    """`percent` off, or an `amount` off each unit, of a product, of a category with what is below it, or of everything."""

    name = models.CharField(_("name"), max_length=120)
    product = models.ForeignKey(
        "sales.Product", models.CASCADE, null=True, blank=True, related_name="promotions", verbose_name=_("product")
    )
    category = models.ForeignKey(
        "sales.ProductCategory",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="promotions",
        verbose_name=_("category"),
    )
    percent = models.DecimalField(_("percent off"), max_digits=5, decimal_places=2, null=True, blank=True)
    amount = MoneyColumn(_("amount off"), null=True, blank=True)
    currency = OfferedColumn(_("currency"), max_length=3, offer=currency_choices, default=own_currency, blank=False)
    from_quantity = models.DecimalField(_("from quantity"), max_digits=14, decimal_places=4, default=Decimal(1))
    customers = ConditionColumn(
        _("for customers"),
        asks_about="customers.account",
        blank=True,
        max_length=2_000,
        help_text=_('A condition on the account, such as: lifecycle_stage = "loyal". Empty for everybody.'),
    )
    from_day = models.DateField(_("from"), null=True, blank=True)
    until_day = models.DateField(_("until"), null=True, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    COLOURS: ClassVar[dict[str, dict[str, str]]] = {}

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def validate(cls, values: dict[str, Any], record: Any) -> None:
        check_terms(values)
        percent, amount = values.get("percent"), values.get("amount")
        if (percent is None) == (amount is None):
            raise ValidationError({"percent": _("Say either a percentage or an amount.")})
        if percent is not None and not 0 < percent <= 100:
            raise ValidationError({"percent": _("This should be above 0 and at most 100.")})
        if amount is not None and amount <= 0:
            raise ValidationError({"amount": _("This should be above 0.")})
