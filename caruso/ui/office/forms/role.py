"""What a role is called."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Role


class RoleForm(forms.ModelForm):
    class Meta:
        model = Role
        fields = ("name", "description", "administers")
        labels = {"name": _("Name"), "description": _("Description"), "administers": _("Administers")}
