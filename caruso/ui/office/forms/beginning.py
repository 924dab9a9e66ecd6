"""What the first run asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caruso.kernel.money.currencies import currency_choices
from caruso.ui.languages import languages
from caruso.ui.office.forms import choices


class FirstRunForm(forms.Form):
    company = forms.CharField(label=_("Company"), max_length=200, widget=forms.TextInput(attrs={"autofocus": True}))
    country = forms.ChoiceField(label=_("Country"), choices=choices.countries)
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=choices.time_zones)
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("Your e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten characters; a sentence is best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    @property
    def firm(self) -> dict[str, Any]:
        names = ("country", "currency", "language", "time_zone")
        return {"name": self.cleaned_data["company"], **{name: self.cleaned_data[name] for name in names}}

    @property
    def person(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "email", "password", "language")}


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least ten characters; a sentence is best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )
    again = forms.CharField(label=_("Once more"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def clean_again(self) -> str:
        again = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("The two are not the same."))
        return again
