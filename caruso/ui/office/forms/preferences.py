"""What is a person's own business."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.models import Role, User
from caruso.ui.languages import languages
from caruso.ui.office.forms import choices


def _or_firms(offered: Any) -> Any:
    return lambda: [("", _("as the firm")), *offered()]


class PreferencesForm(forms.ModelForm):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=150)
    language = forms.ChoiceField(label=_("Language"), choices=_or_firms(languages), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_or_firms(choices.time_zones), required=False)
    theme = forms.ChoiceField(
        label=_("Colours"), choices=[("system", _("System")), ("light", _("Light")), ("dark", _("Dark"))]
    )
    density = forms.ChoiceField(
        label=_("Density"), choices=[("comfortable", _("Comfortable")), ("compact", _("Compact"))]
    )

    class Meta:
        model = User
        fields = ("name", "job_title", "language", "time_zone", "theme", "density")
        labels = {"job_title": _("Job title")}


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("What uses it, such as Web shop."))
    role = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Role.objects.none(),
        required=False,
        empty_label=_("all that I may"),
    )
    expires_at = forms.DateTimeField(
        label=_("Expires"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lent = Role.objects.all() if person.is_superuser else person.roles.all()
        self.fields["role"].queryset = lent  # type: ignore[attr-defined]

    def clean_expires_at(self) -> Any:
        moment = self.cleaned_data["expires_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("This is in the past."))
        return moment
