"""What a role is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.first_roles import kept, shown
from caruso.kernel.models import Role


class RoleForm(forms.ModelForm):
    """Shows the names that the house gave in the reader's language, and keeps them unless they are changed."""

    class Meta:
        model = Role
        fields = ("name", "description", "administers")
        labels = {"name": _("Name"), "description": _("Description"), "administers": _("Administers")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {name: getattr(self.instance, name) for name in ("name", "description")}
        self.initial.update({name: shown(text) for name, text in self.before.items()})

    def clean_name(self) -> str:
        return kept(self.cleaned_data["name"], self.before["name"])

    def clean_description(self) -> str:
        return kept(self.cleaned_data["description"], self.before["description"])
