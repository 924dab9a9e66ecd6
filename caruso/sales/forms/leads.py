"""The forms by which the administrator sets up leads."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Team, User
from caruso.sales.models import AssignmentRule, Lead, LeadPolicy, ScoringRule
from caruso.screens.description import screen_of

#: What a lead can be asked to say of itself.
EVIDENCE = (
    "first_name", "last_name", "company", "email", "phone", "website", "tax_number", "city", "country", "message",
    "product", "budget", "source",
)  # fmt: skip
MOST_POINTS = 1000


class ScoringRuleForm(forms.ModelForm):
    class Meta:
        model = ScoringRule
        fields = ("name", "points", "halves_after_days", "active")
        labels = {
            "name": _("Name"),
            "points": _("Points"),
            "halves_after_days": _("Halved every so many days"),
            "active": _("In use"),
        }
        help_texts = {
            "points": _("Less than nothing takes points away."),
            "halves_after_days": _("Counted from the last activity, or from when the lead came in. Empty: they stay."),
        }

    def clean_points(self) -> int:
        points: int = self.cleaned_data["points"]
        if abs(points) > MOST_POINTS:
            raise ValidationError(_("At most a thousand points, either way."))
        return points

    def clean_halves_after_days(self) -> int | None:
        days: int | None = self.cleaned_data["halves_after_days"]
        if days is not None and not 1 <= days <= 3650:
            raise ValidationError(_("From one day to ten years."))
        return days


class AssignmentRuleForm(forms.ModelForm):
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        required=False,
        label=_("People"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everybody of the team."),
    )

    class Meta:
        model = AssignmentRule
        fields = ("name", "team", "method", "promised_minutes", "active")
        labels = {
            "name": _("Name"),
            "team": _("Team"),
            "method": _("How they take turns"),
            "promised_minutes": _("First contact within minutes"),
            "active": _("In use"),
        }
        help_texts = {"promised_minutes": _("In business hours. Empty: as promised to everybody.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = User.objects.active()  # type: ignore[attr-defined]
        self.fields["people"].initial = self.instance.people
        self.fields["team"].queryset = Team.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        people = [one.pk for one in values.get("people") or ()]
        if not people and not values.get("team"):
            self.add_error("people", _("Choose people or a team."))
        self.instance.people = people
        return values


class LeadPolicyForm(forms.ModelForm):
    required = forms.MultipleChoiceField(
        required=False, label=_("Evidence asked for"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = LeadPolicy
        fields = ("hot_from", "warm_from", "promised_minutes", "alert_minutes", "required")
        labels = {
            "hot_from": _("Hot from points"),
            "warm_from": _("Warm from points"),
            "promised_minutes": _("First contact within minutes"),
            "alert_minutes": _("Alert so many minutes before"),
        }
        help_texts = {
            "promised_minutes": _("Counted in business hours."),
            "alert_minutes": _("To the owner; where there is none, to who leads the team."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = screen_of(Lead).object.fields
        self.fields["required"].choices = [  # type: ignore[attr-defined]
            (name, capfirst(str(fields[name].label))) for name in (*EVIDENCE, *screen_of(Lead).object.custom_fields)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        hot, warm = values.get("hot_from"), values.get("warm_from")
        if hot is not None and warm is not None and warm >= hot:
            self.add_error("warm_from", _("Warm begins below hot."))
        for name in ("promised_minutes", "alert_minutes"):
            if (values.get(name) or 0) > 60 * 24 * 60:
                self.add_error(name, _("At most sixty days."))
        if values.get("promised_minutes") == 0:
            self.add_error("promised_minutes", _("At least a minute."))
        return values
