"""Price lists: what products cost certain customers, in a currency and for a time."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.columns import ConditionColumn, OfferedColumn
from caruso.kernel.models import Record
from caruso.kernel.money.currencies import currency_choices
from caruso.sales.models.money import own_currency
from caruso.sales.models.terms import check_terms


class PriceList(Record):
    """`customers` is a condition on the account; empty for everybody. Days count in, an empty one is no bound."""

    name = models.CharField(_("name"), max_length=120)
    currency = OfferedColumn(_("currency"), max_length=3, offer=currency_choices, default=own_currency, blank=False)
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

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def validate(cls, values: dict[str, Any], record: Any) -> None:
        check_terms(values)


class Price(Record):
    """What a product costs in a list from a quantity on; the currency is that of the list."""

    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="prices", verbose_name=_("price list"))
    product = models.ForeignKey("sales.Product", models.CASCADE, related_name="prices", verbose_name=_("product"))
    from_quantity = models.DecimalField(_("from quantity"), max_digits=14, decimal_places=4, default=Decimal(1))
    price = models.DecimalField(_("price"), max_digits=18, decimal_places=4)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("price in a list")
        verbose_name_plural = _("prices in lists")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["price_list", "product", "from_quantity"], name="price_by_list_and_product")
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.price}"

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("sales.pricelist", self.price_list_id), ("sales.product", self.product_id)]

    @classmethod
    def validate(cls, values: dict[str, Any], record: Any) -> None:
        """One price for a quantity of a product in a list, and no price below nothing."""
        for name in ("price", "from_quantity"):
            if values.get(name) is not None and values[name] < 0:
                raise ValidationError({name: _("This cannot be less than nothing.")})
        same = {name: values.get(name) for name in ("price_list", "product", "from_quantity")}
        others = cls.objects.live().filter(**same).exclude(pk=record.pk if record else None)
        if None not in same.values() and others.exists():
            raise ValidationError({"from_quantity": _("The list has a price for this quantity already.")})
