"""The guide on top of a deal's page: where it is, what is missing to go on, what to do next."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.customers.models import Activity
from caruso.customers.models.activity import ICONS
from caruso.kernel.access.queryset import reaches
from caruso.sales.models import Opportunity, Stage, StageDocument, Suggestion
from caruso.sales.models.guidance import suggestions_of
from caruso.sales.models.pipeline import stage_named, stages
from caruso.sales.rules.board import DIALOGS
from caruso.sales.rules.going_on import Missing, missing_for
from caruso.screens.description import Panel, screen_of
from caruso.screens.doors import editable_fields
from caruso.screens.forms.form import RecordForm
from caruso.screens.veil import hides_from


@dataclass(frozen=True)
class Step:
    """A stage on the way: `done`, `here` or `ahead`; `dialog` is what the click opens first."""

    stage: Stage
    state: str
    dialog: str


class GuidePanel(Panel):
    template = "sales/panels/guide.html"
    label, icon = _("Guide"), "map"
    position = "top"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        stage = stage_named(record.stage)
        if stage is None or user.access.field("sales.opportunity", "stage") == "hidden":
            return None
        may_edit = reaches(record, user, "edit")
        following = next_stage(stage) if stage.is_open else None
        deal = whole(record) if hides_from(user, "sales.opportunity") else record
        missing = missing_for(deal, following, stage) if following else Missing()
        writable = editable_fields(screen_of(Opportunity), user) if may_edit else []
        return {
            "stage": stage,
            "steps": steps_of(stage),
            "may_move": "stage" in writable,
            "following": following,
            "missing": missing,
            "form": form_for(record, user, missing) if set(missing.fields) & set(writable) else None,
            "labels": [record.described.field(name).label for name in missing.fields],
            "suggestions": [(one, ICONS[one.kind]) for one in suggestions_left(record, stage)],
            "documents": list(StageDocument.objects.filter(stage=stage).select_related("file")),
            "may_plan": user.access.may("customers.activity", "create"),
            "may_edit": may_edit,
        }


def steps_of(stage: Stage) -> list[Step]:
    """The way of the stage's pipeline; after the end every open stage is behind."""
    found = []
    for one in stages(stage.pipeline.code):
        if one.pk == stage.pk:
            state = "here"
        else:
            passed = not stage.is_open or one.position < stage.position
            state = "done" if one.is_open and passed else "ahead"
        found.append(Step(one, state, DIALOGS.get(one.outcome, "")))
    return found


def next_stage(stage: Stage) -> Stage | None:
    """The stage that follows on the way to winning; the winning one after the last."""
    ahead = [one for one in stages(stage.pipeline.code) if one.position > stage.position and one.outcome != "lost"]
    return ahead[0] if ahead else None


def whole(deal: Opportunity) -> Opportunity:
    """As it is stored: what is shown to a person may lack hidden fields, but rules look at them all."""
    return Opportunity.objects.get(pk=deal.pk)


def form_for(deal: Opportunity, user: Any, missing: Missing, data: Any = None) -> RecordForm:
    """Asks for the fields that are missing."""
    return RecordForm(screen_of(Opportunity), user, record=deal, data=data, names=missing.fields)


def suggestions_left(deal: Opportunity, stage: Stage) -> list[Suggestion]:
    """What the stage suggests and nobody has planned or done since the deal entered it."""
    suggested = suggestions_of(stage)
    if not suggested:
        return []
    about = Activity.objects.live().filter(about_object=deal.described.key, about_record=deal.pk)
    if deal.stage_entered_at:
        about = about.filter(created_at__gte=deal.stage_entered_at)
    taken = set(about.values_list("subject", flat=True))
    return [one for one in suggested if taken.isdisjoint(one.as_planned())]
