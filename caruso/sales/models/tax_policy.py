"""How the firm is registered for taxes: one row."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

THE_ONLY = 1


class TaxPolicy(models.Model):
    """From which day on consumers in other member states pay the tax of their country (the One Stop Shop)."""

    one_stop_shop_since = models.DateField(
        _("in the One Stop Shop since"),
        null=True,
        blank=True,
        help_text=_("Buyers in other member states without a valid VAT number then pay the rates of their country."),
    )

    class Meta:
        verbose_name = _("tax policy")
        verbose_name_plural = _("tax policies")

    def __str__(self) -> str:
        return str(_("tax policy"))


def tax_policy() -> TaxPolicy:
    """The firm's, or that of a firm that has not said anything yet."""
    return TaxPolicy.objects.filter(pk=THE_ONLY).first() or TaxPolicy(pk=THE_ONLY)


def in_one_stop_shop(day: date) -> bool:
    """Whether the firm charges consumers of other member states the tax of their country on this day."""
    return TaxPolicy.objects.filter(pk=THE_ONLY, one_stop_shop_since__lte=day).exists()
