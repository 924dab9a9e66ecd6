"""One row of a document."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.sales.models.choice_list import ListedColumn
from caruso.sales.models.product import LONGEST_DETAILS, UNITS, Interval, TaxClass, Unit
from caruso.sales.rules.totals import LineAmounts


class Line(models.Model):
    """A quantity of something at a price. `section` is a heading above it, `cost` what one unit costs the firm.

    An optional line counts only when it is chosen. Subclasses have the link `document`, related as `lines`.
    """

    position = models.PositiveSmallIntegerField(default=0)
    section = models.CharField(_("section"), max_length=200, blank=True)
    product = models.ForeignKey(
        "sales.Product", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    sku = models.CharField(_("code"), max_length=60, blank=True)
    description = models.CharField(_("description"), max_length=500)
    details = models.TextField(_("details"), blank=True, max_length=LONGEST_DETAILS)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=4, default=Decimal(1))
    unit = ListedColumn(_("unit"), of=UNITS, default=Unit.PIECE, blank=False)
    price = models.DecimalField(_("price"), max_digits=18, decimal_places=4, default=Decimal(0))
    discount_percent = models.DecimalField(_("discount in percent"), max_digits=7, decimal_places=4, default=Decimal(0))
    tax_class = models.CharField(_("tax class"), max_length=8, choices=TaxClass, default=TaxClass.STANDARD)
    tax_percent = models.DecimalField(_("tax in percent"), max_digits=6, decimal_places=3, default=Decimal(0))
    cost = models.DecimalField(_("cost"), max_digits=18, decimal_places=4, null=True, blank=True)
    recurring = models.CharField(_("paid"), max_length=10, choices=Interval, blank=True)
    optional = models.BooleanField(_("optional"), default=False)
    chosen = models.BooleanField(_("chosen"), default=True)
    net = models.DecimalField(_("net"), max_digits=18, decimal_places=2, default=Decimal(0))

    document: Any
    #: What a line takes with it into a copy, or the next document.
    CARRIED: ClassVar[tuple[str, ...]] = (
        "section", "product_id", "sku", "description", "details", "quantity", "unit", "price", "discount_percent",
        "tax_class", "tax_percent", "cost", "recurring", "optional", "chosen",
    )  # fmt: skip

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.description

    @property
    def counts(self) -> bool:
        return self.chosen or not self.optional

    def amounts(self) -> LineAmounts:
        """What the totals are worked out from."""
        return LineAmounts(
            quantity=self.quantity,
            price=self.price,
            discount_percent=self.discount_percent,
            tax_class=self.tax_class,
            tax_percent=self.tax_percent,
            cost=self.cost,
            counts=self.counts,
            recurring=self.recurring,
        )

    def carried(self) -> dict[str, Any]:
        """The values that a copy begins with."""
        return {name: getattr(self, name) for name in self.CARRIED}

    def told(self) -> dict[str, str]:
        """As history tells it."""
        return {
            "description": self.description,
            "quantity": str(self.quantity),
            "price": str(self.price),
            "discount": str(self.discount_percent),
        }
