"""Tax rates: what each tax class means in a country from a day on."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.sales.models.product import TaxClass


class TaxRateQuerySet(models.QuerySet[Any]):
    def on(self, country: str, day: date) -> dict[str, Decimal]:
        """The percent of each tax class in a country on that day."""
        begun = self.filter(country=country, from_day__lte=day).order_by("from_day")
        return dict(begun.values_list("tax_class", "percent"))


class TaxRate(models.Model):
    """Percent of value-added tax; the latest one that has begun holds."""

    country = models.CharField(_("country"), max_length=2)
    tax_class = models.CharField(_("tax class"), max_length=8, choices=TaxClass)
    percent = models.DecimalField(_("percent"), max_digits=6, decimal_places=3)
    from_day = models.DateField(_("from"))

    objects: ClassVar[Any] = TaxRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        ordering: ClassVar[list[str]] = ["country", "tax_class", "-from_day"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["country", "tax_class", "from_day"], name="tax_rate_once")
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.tax_class} {self.percent} %"
