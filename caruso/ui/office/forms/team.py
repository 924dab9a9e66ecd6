"""Teams."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Team
from caruso.kernel.models.team import with_teams_below


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ("name", "parent")
        labels = {"name": _("Name"), "parent": _("Part of")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            own = with_teams_below({self.instance.pk})
            self.fields["parent"].queryset = Team.objects.exclude(pk__in=own)  # type: ignore[attr-defined]
