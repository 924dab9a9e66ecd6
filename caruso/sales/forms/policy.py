"""An approval policy."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
from caruso.sales.models import ApprovalPolicy, Pipeline, Stage
from caruso.sales.models.approval_policy import ApproverKind
from caruso.sales.models.pipeline import StageOutcome


class PolicyForm(forms.ModelForm):
    class Meta:
        model = ApprovalPolicy
        fields = ("name", "asked_on", "before", "approver_kind", "person", "role", "task", "days")
        labels = {
            "name": _("Name"),
            "asked_on": _("When a deal enters"),
            "before": _("an approval is needed before"),
            "approver_kind": _("Who approves"),
            "person": _("Person"),
            "role": _("Role"),
            "task": _("Task"),
            "days": _("Days to decide"),
        }
        help_texts = {"task": _("What the one who approves is to do, such as: Review with the senior manager.")}

    def __init__(self, *args: Any, pipeline: Pipeline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Stage.objects.filter(pipeline=pipeline, archived_at=None)
        self.fields["asked_on"].queryset = known.filter(outcome=StageOutcome.OPEN)  # type: ignore[attr-defined]
        self.fields["before"].queryset = known.exclude(outcome=StageOutcome.LOST)  # type: ignore[attr-defined]
        self.fields["person"].queryset = _seeing_deals(self.instance.person_id)  # type: ignore[attr-defined]
        for name in ("asked_on", "before"):
            self.fields[name].empty_label = None  # type: ignore[attr-defined]
        if self.instance.pk is None:
            self._propose([one for one in known if one.outcome != StageOutcome.LOST])

    def _propose(self, stages: list[Stage]) -> None:
        """A new one is asked on the second stage and needed before the one after it; the manager reviews it."""
        asked_on, before = (stages[1:3] if len(stages) > 2 else stages[:1] + stages[-1:]) if stages else (None, None)
        self.initial["asked_on"], self.initial["before"] = asked_on, before
        self.initial["task"] = gettext("Review with the senior manager")

    def clean(self) -> dict[str, Any]:
        """Only who was chosen is kept."""
        values = super().clean() or self.cleaned_data
        kind = values.get("approver_kind")
        for name in (ApproverKind.PERSON, ApproverKind.ROLE):
            if kind != name:
                values[name] = None
            elif not values.get(name) and name not in self.errors:
                self.add_error(name, _("Please choose from the list."))
        return values


def _seeing_deals(chosen: int | None) -> Any:
    """People who may see deals at all, and who was chosen before."""
    people = User.objects.active().prefetch_related("roles")
    seeing = [one.pk for one in people if one.pk == chosen or one.access.may("sales.opportunity", "view")]
    return User.objects.filter(pk__in=seeing)
