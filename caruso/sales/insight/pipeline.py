"""How deals go through the pipeline, and why they end as they do.

Conversion and days come from the counts of passages by the month in which a stage was left: *went on* is the share of
those that left forwards or won. *Velocity* is what the pipeline brings in a week: the open deals, times the share that is
won, times what a won deal brings, through the days that its way takes. Reasons, rivals and sources come from the deals that ended in the period.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.insight.scope import Whose, seen_by
from caruso.sales.models import Opportunity, PassageTally
from caruso.sales.models.pipeline import Stage, StageOutcome, stages
from caruso.sales.rules.periods import Period

OLD = timedelta(weeks=8)
FORWARDS = ("on", StageOutcome.WON.value)


@dataclass
class StageFlow:
    """One stage: how many left it in the period and how, and who is in it now."""

    stage: Stage
    left: dict[str, int] = field(default_factory=dict)
    days: int = 0
    open: int = 0
    old: int = 0

    @property
    def count(self) -> int:
        return sum(self.left.values())

    @property
    def went_on(self) -> float | None:
        return sum(self.left.get(how, 0) for how in FORWARDS) / self.count if self.count else None

    @property
    def average_days(self) -> int | None:
        return round(self.days / self.count) if self.count else None


@dataclass
class Ending:
    """Deals that ended in one way."""

    key: Any
    count: int = 0
    amount: Decimal = Decimal(0)
    won: int = 0

    @property
    def win_rate(self) -> float:
        return self.won / self.count if self.count else 0.0


@dataclass
class Endings:
    """The same deals by each of these."""

    win_reasons: dict[Any, Ending] = field(default_factory=dict)
    loss_reasons: dict[Any, Ending] = field(default_factory=dict)
    winners: dict[Any, Ending] = field(default_factory=dict)
    sources: dict[Any, Ending] = field(default_factory=dict)
    won: int = 0
    lost: int = 0
    won_amount: Decimal = Decimal(0)

    @property
    def win_rate(self) -> float | None:
        ended = self.won + self.lost
        return self.won / ended if ended else None

    @property
    def average_won(self) -> Decimal | None:
        return self.won_amount / self.won if self.won else None


@dataclass(frozen=True)
class Velocity:
    """How quickly the pipeline brings money; None where nothing has ended yet."""

    open: int
    win_rate: float | None
    average_won: Decimal | None
    days: int

    @property
    def a_week(self) -> Decimal | None:
        if self.win_rate is None or self.average_won is None or not self.days:
            return None
        return self.open * Decimal(self.win_rate) * self.average_won / self.days * 7


def beginning_of_old(now: datetime) -> datetime:
    """The first moment of the day eight weeks ago: deals that entered before are old, as the list of them has it."""
    return timezone.localtime(now - OLD).replace(hour=0, minute=0, second=0, microsecond=0)


def velocity(found: list[StageFlow], ended: Endings) -> Velocity:
    """Of the stages of one pipeline and its deals that ended in the same time: a deal goes no two ways."""
    days = sum(flow.average_days or 0 for flow in found)
    return Velocity(sum(flow.open for flow in found), ended.win_rate, ended.average_won, days)


def flows(user: User, part: Whose, period: Period, now: datetime | None = None) -> list[StageFlow]:
    """Each open stage in its order, in two questions."""
    found = {stage.code: StageFlow(stage) for stage in stages(part.pipeline) if stage.is_open}
    months = {"month__gte": period.first, "month__lte": period.last}
    rows = part.narrow(seen_by(PassageTally.objects.filter(weeks=0, **months), user))
    for row in rows.values("stage", "result").annotate(total=Sum("count"), time=Sum("days")).order_by():
        if flow := found.get(row["stage"]):
            flow.left[row["result"]] = row["total"]
            flow.days += row["time"]
    since = beginning_of_old(now or timezone.now())
    deals = part.narrow(Opportunity.objects.visible_to(user)).filter(outcome=StageOutcome.OPEN)
    lasting = deals.values("stage").annotate(total=Count("pk"), old=Count("pk", filter=Q(stage_entered_at__lt=since)))
    for row in lasting.order_by():
        if flow := found.get(row["stage"]):
            flow.open, flow.old = row["total"], row["old"]
    return list(found.values())


def endings(user: User, part: Whose, period: Period) -> Endings:
    """Of the deals that ended in the period, in one question."""
    begin, end = period.moments
    deals = part.narrow(Opportunity.objects.visible_to(user)).exclude(outcome=StageOutcome.OPEN)
    deals = deals.filter(closed_at__gte=begin, closed_at__lt=end)
    found = Endings()
    rows = deals.values("outcome", "win_reason", "loss_reason", "lost_to", "source")
    for row in rows.annotate(count=Count("pk"), amount=Sum("amount_base")).order_by():
        won = row["outcome"] == StageOutcome.WON
        _add(found.sources, row["source"], row, won)
        if won:
            found.won += row["count"]
            found.won_amount += row["amount"] or 0
            _add(found.win_reasons, row["win_reason"], row, won)
        else:
            found.lost += row["count"]
            _add(found.loss_reasons, row["loss_reason"], row, won)
            if row["lost_to"]:
                _add(found.winners, row["lost_to"], row, won)
    return found


def _add(group: dict[Any, Ending], key: Any, row: dict[str, Any], won: bool) -> None:
    ending = group.setdefault(key, Ending(key))
    ending.count += row["count"]
    ending.amount += row["amount"] or 0
    ending.won += row["count"] if won else 0


def largest(group: dict[Any, Ending], most: int = 12) -> list[Ending]:
    return sorted(group.values(), key=lambda one: (-one.amount, -one.count))[:most]


def names_of(winners: Iterable[Any], user: User) -> dict[int, str]:
    """The accounts that won deals from us, as far as the viewer may see them."""
    return dict(Account.objects.visible_to(user).filter(pk__in=list(winners)).values_list("pk", "name"))
