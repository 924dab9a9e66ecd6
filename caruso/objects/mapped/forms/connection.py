"""Where a database is, and who asks it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.objects.mapped.connecting import SETTINGS
from caruso.objects.mapped.models import Connection


class ConnectionForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What you call it, such as the name of the program that keeps it.")
    )
    vendor = forms.ChoiceField(label=_("Kind"), choices=Connection.Vendor.choices)
    host = forms.CharField(label=_("Host"), max_length=250, required=False, help_text=_("Not for a file."))
    port = forms.IntegerField(
        label=_("Port"), min_value=1, max_value=65_535, required=False, help_text=_("Empty for the usual one.")
    )
    database = forms.CharField(
        label=_("Database"), max_length=500, help_text=_("Its name; for SQLite the whole path of the file.")
    )
    schema = forms.CharField(
        label=_("Schema"),
        max_length=63,
        required=False,
        help_text=_("Of PostgreSQL, where the tables are in another one than “public”."),
    )
    username = forms.CharField(label=_("User"), max_length=120, required=False)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=250,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted and never shown."),
    )
    writable = forms.BooleanField(
        label=_("Caruso may write into it"),
        required=False,
        help_text=_("Which objects are written is said with each object; without this, none."),
    )

    def __init__(self, *args: Any, connection: Connection | None = None, **kwargs: Any) -> None:
        if connection is not None:
            kwargs["initial"] = {name: getattr(connection, name) for name in SETTINGS}
        super().__init__(*args, **kwargs)
        if connection is not None and connection.password_sealed:
            self.fields["password"].help_text = _("Empty keeps the one there is.")

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SETTINGS}

    def tell(self, problem: ValidationError) -> None:
        """Put what the verb refused beside the field that it is about."""
        messages = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
        for name, texts in messages.items():
            self.add_error(name if name in self.fields else None, texts)
