"""What a currency is worth from a day on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.number_kinds import parse_decimal
from caruso.kernel.models import ExchangeRate
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money.currencies import currency_choices


class RateForm(forms.Form):
    currency = forms.ChoiceField(label=_("Currency"))
    day = forms.DateField(
        label=_("From day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    rate = forms.CharField(label=_("Rate"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = current_organisation().currency
        offered = [choice for choice in currency_choices() if choice[0] != self.base]
        self.fields["currency"].choices = offered  # type: ignore[attr-defined]
        self.fields["rate"].help_text = _("What one unit is worth in %(currency)s.") % {"currency": self.base}

    def clean_rate(self) -> Any:
        rate = parse_decimal(self.cleaned_data["rate"], grouped=False)
        if rate is None or rate <= 0 or rate >= 10**9 or -rate.as_tuple().exponent > 10:  # type: ignore[operator]
            raise ValidationError(_("A rate is more than nothing, with at most ten decimal places."))
        return rate

    def rate_to_save(self) -> ExchangeRate:
        """The rate of that day, new or corrected."""
        key = {name: self.cleaned_data[name] for name in ("currency", "day")}
        found = ExchangeRate.objects.filter(base=self.base, **key).first() or ExchangeRate(base=self.base, **key)
        found.rate = self.cleaned_data["rate"]
        return found
