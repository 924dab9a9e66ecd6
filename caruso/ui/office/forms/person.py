"""People, as the administrator describes them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.models import Role, User
from caruso.kernel.people.administering import FIELDS


class PersonForm(forms.ModelForm):
    """`by` decides whether the right to everything may be given."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=150)
    roles = forms.ModelMultipleChoiceField(
        label=_("Roles"),
        queryset=Role.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Rights add up over roles."),
    )

    class Meta:
        model = User
        fields = ("name", "email", "job_title", "team", "roles", "is_superuser")
        labels = {
            "is_superuser": _("May do everything"),
            "email": _("E-mail"),
            "job_title": _("Job title"),
            "team": _("Team"),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by.access.everything:
            del self.fields["is_superuser"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody with this e-mail is here already."))
        return email

    def _post_clean(self) -> None:
        """The verb sets the values, after it has compared them with what is stored."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}
