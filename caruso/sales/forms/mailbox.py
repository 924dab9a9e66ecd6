"""Where the mailbox of leads is, and who opens it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.sales.models import LeadMailbox


class MailboxForm(forms.ModelForm):
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=250,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted and never shown."),
    )

    class Meta:
        model = LeadMailbox
        fields = ("active", "host", "port", "over_tls", "username", "folder")
        labels = {
            "active": _("Fetch leads from here"),
            "host": _("Host"),
            "port": _("Port"),
            "over_tls": _("Encrypted (TLS)"),
            "username": _("User"),
            "folder": _("Folder"),
        }
        help_texts = {
            "host": _("The IMAP server of your mail, such as imap.firm.example."),
            "port": _("Empty for the usual one."),
            "username": _("Often the e-mail address."),
            "folder": _("Its unread messages become leads. Use one of its own if people read the mailbox too."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.password_sealed:
            self.fields["password"].help_text = _("Empty keeps the one there is.")

    def clean_port(self) -> int | None:
        port: int | None = self.cleaned_data["port"]
        if port is not None and not 1 <= port <= 65_535:
            raise ValidationError(_("A port is between 1 and 65535."))
        return port

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("host", "username", "folder"):
            if any(ord(letter) < 32 or letter in '"\\' for letter in values.get(name) or ""):
                self.add_error(name, _("There are characters in it that do not belong there."))
        return values

    def tell(self, problem: ValidationError) -> None:
        """Put what the verb refused beside the field that it is about."""
        messages = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
        for name, texts in messages.items():
            self.add_error(name if name in self.fields else None, texts)
