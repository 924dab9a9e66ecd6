"""The firm's own settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caruso.kernel.files.checking import CheckedFile, checked
from caruso.kernel.models import Organisation
from caruso.kernel.money.currencies import currency_choices
from caruso.ui.languages import languages
from caruso.ui.office.forms import choices

#: What stands at the head and the foot of quotes and invoices.
LETTERHEAD = (
    "legal_name", "street", "postal_code", "city", "tax_number", "registration_number", "email", "phone", "website",
    "bank_account", "bank_code",
)  # fmt: skip
LOGO_TYPES = {"image/png", "image/jpeg", "image/webp"}


class FirmForm(forms.ModelForm):
    name = forms.CharField(label=_("Company"), max_length=200)
    country = forms.ChoiceField(
        label=_("Country"), choices=choices.countries, help_text=_("Gives the public holidays and telephone prefix.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=languages, help_text=_("For who has not chosen another."))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=choices.time_zones)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=currency_choices, help_text=_("Sums over several currencies are told in this one.")
    )
    fiscal_year_start = forms.TypedChoiceField(label=_("Fiscal year begins in"), choices=choices.months, coerce=int)
    logo_file = forms.FileField(label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP, shown at sign-in."))
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Organisation
        fields = ("name", *LETTERHEAD, "country", "language", "time_zone", "currency", "fiscal_year_start")

    def letterhead(self) -> list[forms.BoundField]:
        return [self[name] for name in LETTERHEAD]

    def clean_logo_file(self) -> CheckedFile | None:
        """Raises Refused, a ValidationError, for anything but a picture."""
        upload = self.cleaned_data["logo_file"]
        return checked(upload, only=LOGO_TYPES) if upload else None

    @property
    def settings(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
