"""How the firm bills."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Billing


class BillingForm(forms.ModelForm):
    class Meta:
        model = Billing
        fields = (
            "payment_days", "over_limit", "issue_subscriptions", "send_reminders", "first_reminder_days",
            "second_reminder_days", "final_reminder_days",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Reminders follow each other."""
        cleaned: dict[str, Any] = super().clean() or {}
        days = [cleaned.get(f"{step}_reminder_days") for step in ("first", "second", "final")]
        known = [day for day in days if day is not None]
        if known != sorted(set(known)):
            raise ValidationError(_("Each reminder comes later than the one before."))
        return cleaned
