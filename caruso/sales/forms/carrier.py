"""A carrier, with where parcels are followed."""

from django import forms

from caruso.sales.models import Carrier


class CarrierForm(forms.ModelForm):
    class Meta:
        model = Carrier
        fields = ("name", "tracking", "active")

    def clean_tracking(self) -> str:
        return str(self.cleaned_data["tracking"]).strip()
