"""Periods of subscriptions that are invoiced: each once."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubscriptionPeriod(models.Model):
    """A month, quarter or year of a line of an order, its first and last day."""

    order_line = models.ForeignKey("sales.OrderLine", models.PROTECT, related_name="periods")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("period of a subscription")
        verbose_name_plural = _("periods of subscriptions")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["order_line", "starts_on"], name="subscription_period_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
