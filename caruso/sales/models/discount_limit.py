"""Discount limits: how much the people of a role may give without asking."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DiscountLimit(models.Model):
    """In percent, on a line and on everything together. A role without one may give what it likes."""

    role = models.OneToOneField("kernel.Role", models.CASCADE, related_name="discount_limit", verbose_name=_("role"))
    percent = models.DecimalField(_("at most, in percent"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("discount limit")
        verbose_name_plural = _("discount limits")
        ordering: ClassVar[list[str]] = ["role__name"]

    def __str__(self) -> str:
        return f"{self.role} {self.percent} %"
