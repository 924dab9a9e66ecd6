"""How the firm bills."""

from django import forms

from caruso.sales.models import Billing


class BillingForm(forms.ModelForm):
    class Meta:
        model = Billing
        fields = ("payment_days", "over_limit", "issue_subscriptions", "send_reminders")
