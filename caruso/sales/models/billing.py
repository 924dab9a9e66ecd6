"""How the firm bills: when it wants its money, and what it does when that does not come."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.administration import record_administration

THE_FIRM = 1


class OverLimit(models.TextChoices):
    """What happens to an order that takes an account over its credit limit."""

    HOLD = "hold", _("put the order on hold until somebody releases it")
    WARN = "warn", _("only tell the owner")


class Billing(models.Model):
    """One row."""

    payment_days = models.PositiveSmallIntegerField(_("days to pay"), default=14, validators=[MaxValueValidator(365)])
    over_limit = models.CharField(
        _("when the credit limit is exceeded"), max_length=4, choices=OverLimit, default=OverLimit.HOLD
    )
    issue_subscriptions = models.BooleanField(_("issue invoices of subscriptions at once"), default=False)
    send_reminders = models.BooleanField(_("send reminders at once"), default=False)

    class Meta:
        verbose_name = _("billing")
        verbose_name_plural = _("billing")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def change(self, values: dict[str, Any], *, by: Any) -> None:
        """Write these settings, with one event that says what was different."""
        with transaction.atomic():
            changes = {
                name: [getattr(self, name), value] for name, value in values.items() if getattr(self, name) != value
            }
            if changes:
                for name, value in values.items():
                    setattr(self, name, value)
                self.save()
                record_administration(self, "changed", by=by, changes=changes)


def billing() -> Billing:
    """The settings, or those that a firm starts with."""
    return Billing.objects.filter(pk=THE_FIRM).first() or Billing(pk=THE_FIRM)
