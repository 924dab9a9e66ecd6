"""How the administrator draws the way of deals: pipelines, stages, guidance and policies. Only who administers may."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max
from django.db.models.functions import Round
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel import writing
from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import User
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.kernel.text import fold
from caruso.sales.models import ApprovalPolicy, Opportunity, Pipeline, Stage, StageDocument, Suggestion
from caruso.sales.models.pipeline import StageOutcome, schema_changed

AT_ONCE = 500
_NOT_CODE = re.compile(r"[^a-z0-9]+")


def code_for(name: str, model: type[models.Model]) -> str:
    """A code that nobody has yet: `Umowa ramowa` → `umowa-ramowa`, `umowa-ramowa-2` …"""
    stem = _NOT_CODE.sub("-", fold(name)).strip("-")[:30].strip("-") or "stage"
    taken = set(model._default_manager.filter(code__startswith=stem).values_list("code", flat=True))
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def save_pipeline(pipeline: Pipeline, *, by: User) -> None:
    """Write a new or renamed pipeline; a new one begins with copies of the usual one's stages."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        is_new = pipeline.pk is None
        if is_new:
            pipeline.code = code_for(pipeline.name, Pipeline)
            pipeline.position = _next_position(Pipeline.objects.all())
        pipeline.save()
        if is_new:
            _copy_stages(pipeline)
        _changed(pipeline, "created" if is_new else "changed", by)


def archive_pipeline(pipeline: Pipeline, *, by: User) -> None:
    """Put it away. Raises ValidationError while deals are open in it, or where no other is left."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        if not Pipeline.objects.filter(archived_at=None).exclude(pk=pipeline.pk).exists():
            raise ValidationError(_("One pipeline has to stay."))
        if Opportunity.objects.live().filter(pipeline=pipeline.code, outcome=StageOutcome.OPEN).exists():
            raise ValidationError(_("Deals are still open in it; move or end them first."))
        pipeline.archived_at = timezone.now()
        pipeline.save()
        _changed(pipeline, "archived", by)


def move_pipeline(pipeline: Pipeline, before: Pipeline | None, *, by: User) -> None:
    """Put it before another; None for the end."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        put_before(list(Pipeline.objects.filter(archived_at=None)), pipeline, before)
        _changed(pipeline, "moved", by)


def save_stage(stage: Stage, *, by: User) -> None:
    """Write a new or changed stage.

    Raises ValidationError where deals of the stage would turn from open to won, or the last open stage would go.
    """
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        before = Stage.objects.filter(pk=stage.pk).first()
        if stage.outcome != StageOutcome.OPEN:
            stage.probability = 100 if stage.outcome == StageOutcome.WON else 0
        if before is None:
            stage.code = code_for(stage.name, Stage)
            stage.position = _place_of_new(stage)
        elif before.outcome != stage.outcome:
            _refuse_other_outcome(before)
        stage.save()
        if before is not None and before.probability != stage.probability:
            _weigh_anew(stage)
        _changed(stage, "created" if before is None else "changed", by)


def move_stage(stage: Stage, before: Stage | None, *, by: User) -> None:
    """Put it before another stage of its pipeline; None for the end."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        put_before(list(stage.pipeline.stages.filter(archived_at=None)), stage, before)
        _changed(stage, "moved", by)


def archive_stage(stage: Stage, to: Stage | None, *, by: User) -> int:
    """Put it away and its deals into the stage `to`; returns how many. Raises ValidationError where that cannot be."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        _refuse_last_of_its_kind(stage)
        moved = _move_deals(stage, to, by)
        stage.archived_at = timezone.now()
        stage.save()
        _changed(stage, "archived", by)
    return moved


def save_guidance(
    stage: Stage, suggestions: Sequence[Suggestion], documents: Sequence[StageDocument], *, by: User
) -> None:
    """Put these in place of what the stage suggests now, in this order."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        _keep_only(stage.suggestions, stage, suggestions)
        _keep_only(stage.documents, stage, documents)
        _changed(stage, "guided", by)


def save_policy(policy: ApprovalPolicy, *, by: User) -> None:
    """Write a new or changed policy. It asks about deals from their next change on."""
    require_administrator(by)
    if policy.asked_on.pipeline_id != policy.before.pipeline_id:
        raise ValidationError({"before": _("Choose a stage of the same pipeline.")})
    if policy.before.position <= policy.asked_on.position:
        raise ValidationError({"before": _("This stage comes no later than the one in which it is asked.")})
    with transaction.atomic():
        lock_administration()
        is_new = policy.pk is None
        policy.save()
        _changed(policy, "created" if is_new else "changed", by)


def archive_policy(policy: ApprovalPolicy, *, by: User) -> None:
    """It asks no more and blocks nothing any more; answers stay on the timelines."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        policy.archived_at = timezone.now()
        policy.save()
        _changed(policy, "archived", by)


def _changed(subject: models.Model, kind: str, by: User) -> None:
    record_administration(subject, kind, by=by)
    schema_changed()


def _keep_only(rows: Any, stage: Stage, kept: Sequence[Any]) -> None:
    rows.exclude(pk__in=[one.pk for one in kept if one.pk]).delete()
    for position, one in enumerate(kept):
        one.stage, one.position = stage, position
        one.save()


def _next_position(rows: Any) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _copy_stages(pipeline: Pipeline) -> None:
    usual = Pipeline.objects.filter(archived_at=None).exclude(pk=pipeline.pk).first()
    for stage in usual.stages.filter(archived_at=None) if usual else ():
        # The code tells what a stage is for, whatever it is called: “quoted-2” is where sent quotes lead.
        stage.pk, stage.pipeline, stage.code, stage._state.adding = None, pipeline, code_for(stage.code, Stage), True
        stage.save()


def _place_of_new(stage: Stage) -> int:
    """A new open stage stands before the first end, so that the way leads through it."""
    known = list(stage.pipeline.stages.filter(archived_at=None))
    end = next((one for one in known if not one.is_open), None)
    if not stage.is_open or end is None:
        return _next_position(stage.pipeline.stages.all())
    position = end.position
    stage.pipeline.stages.filter(position__gte=position).update(position=F("position") + 1)
    return position


def put_before(rows: list[Any], moved: Any, before: Any) -> None:
    """Give rows new positions, the moved one in front of another, or at the end."""
    rows = [one for one in rows if one.pk != moved.pk]
    at = next((index for index, one in enumerate(rows) if before is not None and one.pk == before.pk), len(rows))
    rows.insert(at, moved)
    for position, one in enumerate(rows):
        type(one)._default_manager.filter(pk=one.pk).update(position=position)


def _refuse_other_outcome(stage: Stage) -> None:
    if Opportunity.objects.filter(stage=stage.code).exists():
        raise ValidationError({"outcome": _("Deals are in this stage; what it means for them cannot change.")})
    _refuse_last_of_its_kind(stage)


def _refuse_last_of_its_kind(stage: Stage) -> None:
    """A pipeline begins somewhere, and deals can be won and lost in it."""
    others = stage.pipeline.stages.filter(archived_at=None, outcome=stage.outcome).exclude(pk=stage.pk)
    if not others.exists():
        raise ValidationError(
            _("A pipeline needs an open stage, a won one and a lost one; this is the last of its kind.")
        )


def _move_deals(stage: Stage, to: Stage | None, by: User) -> int:
    """Live deals through the verb, so that histories tell it; those in the bin without a word."""
    moved = 0
    if Opportunity.objects.filter(stage=stage.code).exists():
        if to is None or to.pk == stage.pk or to.pipeline_id != stage.pipeline_id or to.archived_at is not None:
            raise ValidationError({"to": _("Choose the stage to which its deals go.")})
        if to.outcome != stage.outcome:
            raise ValidationError({"to": _("Choose a stage with the same outcome.")})
        while deals := list(Opportunity.objects.live().filter(stage=stage.code).order_by("pk")[:AT_ONCE]):
            # The administrator redraws the way: nothing is asked of deals that go nowhere themselves.
            for deal in deals:
                deal.redrawn = True
            moved += len(writing.change_all([(deal, {"stage": to.code}) for deal in deals], by=by, kind="redrawn"))
        Opportunity.objects.filter(stage=stage.code).update(stage=to.code, entered_stage=to.code)
    return moved


def _weigh_anew(stage: Stage) -> None:
    """What can be counted on follows the stage's probability, where the owner has not said otherwise.

    One statement without versions and histories: nobody changed the deals.
    """
    deals = Opportunity.objects.filter(stage=stage.code, probability=None).exclude(amount_base=None)
    weighed = Round(F("amount_base") * Decimal(stage.probability) / Decimal(100), 2)
    deals.update(weighted_base=weighed)
