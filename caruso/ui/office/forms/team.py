"""Teams."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Team, User
from caruso.kernel.models.team import with_teams_below


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ("name", "parent", "leader")
        labels = {"name": _("Name"), "parent": _("Part of"), "leader": _("Led by")}
        help_texts = {"leader": _("Whom approvals “by the manager” are asked of.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = User.objects.active()  # type: ignore[attr-defined]
        if self.instance.pk:
            own = with_teams_below({self.instance.pk})
            self.fields["parent"].queryset = Team.objects.exclude(pk__in=own)  # type: ignore[attr-defined]
