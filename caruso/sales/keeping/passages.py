"""Passages of deals through stages, and how many there were: kept in the transaction of the write."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from caruso.kernel.written import Changes, Written
from caruso.sales.models import Opportunity, PassageTally, StagePassage
from caruso.sales.models.pipeline import StageOutcome, stage_named
from caruso.sales.rules.history import class_of

#: ("count" or "days", key of a tally) → how much.
Tallies = Counter[tuple[str, tuple[Any, ...]]]
#: Beside a stage, what of a deal its passages repeat.
WHOSE = ("owner", "team", "pipeline")


def keep(written: Written) -> None:
    if written.object.model is not Opportunity:
        return
    concerned = [(deal, changes) for deal, changes in written.pairs() if _is_concerned(written.verb, changes)]
    if not concerned:
        return
    known = _passages([deal for deal, _changes in concerned]) if written.verb != "create" else {}
    before: Tallies = Counter()
    after: Tallies = Counter()
    for deal, changes in concerned:
        passages = known.get(deal.pk, [])
        if written.verb in ("create", "change"):
            counted(passages, before)
            counted(follow(deal, passages, changes), after)
        elif written.verb == "restore":
            counted(passages, after)
        elif written.verb == "bin" or not deal.in_bin:
            counted(passages, before)
    after.subtract(before)
    add(after)


def _is_concerned(verb: str, changes: Changes | None) -> bool:
    return verb != "change" or changes is None or "stage" in changes or any(name in changes for name in WHOSE)


def _passages(deals: Sequence[Opportunity]) -> dict[int, list[StagePassage]]:
    found: dict[int, list[StagePassage]] = {}
    for passage in StagePassage.objects.filter(opportunity__in=[deal.pk for deal in deals]).order_by("pk"):
        found.setdefault(passage.opportunity_id, []).append(passage)
    return found


def follow(deal: Opportunity, passages: list[StagePassage], changes: Changes | None) -> list[StagePassage]:
    """Write down what this write did to the deal's passages; those that it has now."""
    moment = deal.stage_entered_at or deal.written_at or timezone.now()
    if changes is None or "stage" in changes:
        _go_on(deal, passages, moment)
    for passage in passages:
        passage.owner_id, passage.team_id = deal.owner_id, deal.team_id
        passage.outcome = "" if deal.is_open else deal.outcome
        passage.ended_at = None if deal.is_open else deal.closed_at
    new = [passage for passage in passages if passage.pk is None]
    old = [passage for passage in passages if passage.pk is not None]
    if old:
        StagePassage.objects.bulk_update(old, ["owner", "team", "outcome", "ended_at", "left_at", "how"])
    StagePassage.objects.bulk_create(new)
    return passages


def _go_on(deal: Opportunity, passages: list[StagePassage], moment: datetime) -> None:
    last = passages[-1] if passages else None
    if last is not None and last.how in StageOutcome.values and deal.is_open and last.stage == deal.stage:
        last.left_at, last.how = None, ""  # opened again in the stage it had ended in
        return
    if last is not None and (not last.how or last.how in StageOutcome.values):
        last.left_at, last.how = last.left_at or moment, _how(deal, last.stage)
    if deal.is_open:
        passages.append(StagePassage(opportunity=deal, pipeline=deal.pipeline, stage=deal.stage, entered_at=moment))


def _how(deal: Opportunity, left: str) -> str:
    if not deal.is_open:
        return str(deal.outcome)
    before, now = stage_named(left), stage_named(deal.stage)
    return "back" if before and now and now.position < before.position else "on"


def counted(passages: Iterable[StagePassage], tallies: Tallies) -> None:
    """Add what these passages count for."""
    for one in passages:
        place = (one.pipeline, one.stage, one.owner_id, one.team_id)
        if one.how and one.left_at:
            _count(tallies, (*place, _month(one.left_at), one.how, 0), (one.left_at - one.entered_at).days)
        if one.outcome and one.ended_at:
            days = max(0, (one.ended_at - one.entered_at).days)
            _count(tallies, (*place, _month(one.ended_at), one.outcome, class_of(days)), days)


def _count(tallies: Tallies, key: tuple[Any, ...], days: int) -> None:
    tallies["count", key] += 1
    tallies["days", key] += max(0, days)


def _month(moment: datetime) -> Any:
    return timezone.localtime(moment, timezone.get_default_timezone()).date().replace(day=1)


def add(tallies: Tallies) -> None:
    """Write these differences; what comes to nothing is left out."""
    keys = dict.fromkeys(key for (_what, key), value in tallies.items() if value)
    PassageTally.objects.bulk_create(
        PassageTally(
            **dict(zip(PassageTally.KEY, key, strict=True)),
            count=tallies["count", key],
            days=tallies["days", key],
        )
        for key in keys
    )
