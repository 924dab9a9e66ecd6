"""The forecast of a period: by the stages' probability, by the owners' word, and by history.

*By probability*: won + weighted amounts of open deals expected to close in the period.
*By commitment*: won + what the owners have promised (`committed`), and with it the best case (`best_case`).
*By history*: won + for every open deal, amount x the chance that a deal of its stage, having waited so long, is won
before the period ends (`rules/history.py`), whatever close date somebody has typed.

Low and high are the sums with the ends of the stages' win-rate intervals, as if all stages could be misjudged the same
way at once. Yet a deal is won whole or not at all: as a sum of independent trials, each of amount a and chance p, the
outcome has the variance Σ a²p(1−p) (W. Feller, An Introduction to Probability Theory and Its Applications I, IX.5).
The two distances from what is expected are joined as the root of the sum of their squares (G. Y. Zou and A. Donner,
Construction of confidence limits about effect measures, Statistics in Medicine 27, 2008); nothing is less than none
of the deals, or more than all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from math import sqrt
from typing import Any

from django.db.models import Case, Count, F, FloatField, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from caruso.kernel.models import User
from caruso.sales.insight.scope import Whose, seen_by
from caruso.sales.models import Opportunity, PassageTally
from caruso.sales.models.opportunity import Commitment
from caruso.sales.models.pipeline import StageOutcome
from caruso.sales.rules.history import Chance, StageHistory, Z, chance
from caruso.sales.rules.periods import Period

NOTHING = Decimal(0)
#: History is that of deals which ended in so many months before.
MONTHS_BACK = 12
#: Days in a stage: the classes in which open deals are told apart, fine where a few days change the chance.
WAITED = (0, 1, 3, 7, 14, 28, 56, 112, 182, 364)
#: What is summed of the open deals expected to close in the period.
CLOSING = ("open", "count_open", "weighted", "committed", "best_case")


@dataclass
class Sums:
    """Amounts of one group of deals in the firm's currency; won ones count in all."""

    won: Decimal = NOTHING
    count_won: int = 0
    open: Decimal = NOTHING
    count_open: int = 0
    weighted: Decimal = NOTHING
    committed: Decimal = NOTHING
    best_case: Decimal = NOTHING
    expected: Decimal = NOTHING
    low: Decimal = NOTHING
    high: Decimal = NOTHING
    #: Of all open deals: what they are worth together, and the variance of what is won of it.
    at_stake: Decimal = NOTHING
    variance: float = 0.0

    def add(self, other: "Sums") -> None:
        self.won += other.won
        self.count_won += other.count_won
        self.open += other.open
        self.count_open += other.count_open
        self.weighted += other.weighted
        self.committed += other.committed
        self.best_case += other.best_case
        self.expected += other.expected
        self.low += other.low
        self.high += other.high
        self.at_stake += other.at_stake
        self.variance += other.variance

    @property
    def by_probability(self) -> Decimal:
        return self.won + self.weighted

    @property
    def by_commitment(self) -> Decimal:
        return self.won + self.committed

    @property
    def by_best_case(self) -> Decimal:
        return self.won + self.committed + self.best_case

    @property
    def by_history(self) -> Decimal:
        return self.won + self.expected

    @property
    def at_least(self) -> Decimal:
        return self.won + max(NOTHING, self.expected - self._off(self.expected - self.low))

    @property
    def at_most(self) -> Decimal:
        return self.won + min(max(self.high, self.at_stake), self.expected + self._off(self.high - self.expected))

    def _off(self, misjudged: Decimal) -> Decimal:
        """How far from what is expected: by rates that are others than history says, and by chance."""
        return Decimal(sqrt(float(misjudged) ** 2 + Z * Z * self.variance)).quantize(Decimal("0.01"))


@dataclass
class Forecast:
    total: Sums
    by_stage: dict[str, Sums] = field(default_factory=dict)
    by_owner: dict[tuple[int | None, int | None], Sums] = field(default_factory=dict)
    histories: Mapping[str, StageHistory] = field(default_factory=dict)


def forecast(user: User, period: Period, part: Whose, *, now: datetime | None = None) -> Forecast:
    """In four questions, whatever the number of deals, stages and owners."""
    return worked_out(part.narrow(Opportunity.objects.visible_to(user)), histories(user, part), period, now)


def worked_out(deals: Any, known: Mapping[str, StageHistory], period: Period, now: datetime | None = None) -> Forecast:
    """The forecast of these deals."""
    now = now or timezone.now()
    found = Forecast(Sums(), histories=known)
    for row in _won(deals, period):
        _put(found, row, Sums(won=row["amount"] or NOTHING, count_won=row["count"]))
    left = max(0.0, (period.moments[1] - now) / timedelta(weeks=1))
    odds = cache(lambda stage, waited: chance(known.get(stage, StageHistory()), _middle(waited), left))
    for row in _waiting(deals, now):
        _put(found, row, _expected(row, odds(row["stage"], row["waited"])))
    for row in _closing(deals, period):
        closing: dict[str, Any] = {name: row[f"of_{name}"] or NOTHING for name in CLOSING}
        _put(found, row, Sums(**closing))
    for sums in found.by_owner.values():
        found.total.add(sums)
    return found


def histories(user: User, part: Whose, today: date | None = None) -> dict[str, StageHistory]:
    """By stage, what deals that ended in the past year say; of the whole pipeline, because one person's are few."""
    rows = seen_by(PassageTally.objects.all(), user)
    return gathered(rows.filter(pipeline=part.pipeline) if part.pipeline else rows, today or timezone.localdate())


def gathered(rows: QuerySet[PassageTally], today: date) -> dict[str, StageHistory]:
    """What these counts come to by stage."""
    since = (today.replace(day=1) - timedelta(days=MONTHS_BACK * 30)).replace(day=1)
    rows = rows.filter(month__gte=since, weeks__gt=0)
    won: dict[str, dict[int, int]] = {}
    lost: dict[str, int] = {}
    for stage, result, weeks, count in rows.values_list("stage", "result", "weeks").annotate(Sum("count")).order_by():
        if result == StageOutcome.WON:
            won.setdefault(stage, {})[weeks] = count
        else:
            lost[stage] = lost.get(stage, 0) + count
    return {stage: StageHistory(won.get(stage, {}), lost.get(stage, 0)) for stage in {*won, *lost}}


def _won(deals: Any, period: Period) -> Any:
    begin, end = period.moments
    won = deals.filter(outcome=StageOutcome.WON, closed_at__gte=begin, closed_at__lt=end)
    return won.values("owner", "team").annotate(amount=Sum("amount_base"), count=Count("pk")).order_by()


def _waiting(deals: Any, now: datetime) -> Any:
    """The open deals by whom, stage and time waited."""
    since = [(days, now - timedelta(days=days)) for days in reversed(WAITED[1:])]
    waited = Case(
        *(When(stage_entered_at__lte=moment, then=Value(days)) for days, moment in since),
        default=Value(0),
        output_field=IntegerField(),
    )
    waiting = deals.filter(outcome=StageOutcome.OPEN).annotate(waited=waited)
    squares = Sum(F("amount_base") * F("amount_base"), output_field=FloatField())
    rows = waiting.values("stage", "owner", "team", "waited")
    return rows.annotate(amount=Sum("amount_base"), squares=squares).order_by()


def _closing(deals: Any, period: Period) -> Any:
    """The open deals expected to close in the period by whom and stage. Asked by themselves, because they are few of all
    and much is asked of them."""
    within = deals.filter(outcome=StageOutcome.OPEN, close_date__gte=period.first, close_date__lte=period.last)
    return (
        within.values("stage", "owner", "team")
        .annotate(
            of_open=Sum("amount_base"),
            of_count_open=Count("pk"),
            of_weighted=Sum("weighted_base"),
            of_committed=Sum("amount_base", filter=Q(commitment=Commitment.COMMITTED)),
            of_best_case=Sum("amount_base", filter=Q(commitment=Commitment.BEST_CASE)),
        )
        .order_by()
    )


def _expected(row: Mapping[str, Any], odds: Chance) -> Sums:
    amount = row["amount"] or NOTHING
    return Sums(
        expected=_part(amount, odds.expected),
        low=_part(amount, odds.low),
        high=_part(amount, odds.high),
        at_stake=amount,
        variance=float(row["squares"] or 0) * odds.expected * (1 - odds.expected),
    )


def _middle(waited: int) -> float:
    """Of a class of days, its middle in weeks; of the last, its beginning."""
    place = WAITED.index(waited)
    return (waited + WAITED[place + 1]) / 14 if place + 1 < len(WAITED) else waited / 7


def _part(amount: Decimal, share: float) -> Decimal:
    return (amount * Decimal(str(round(share, 9)))).quantize(Decimal("0.01"))


def _put(found: Forecast, row: Mapping[str, Any], sums: Sums) -> None:
    found.by_owner.setdefault((row["owner"], row["team"]), Sums()).add(sums)
    if "stage" in row:
        found.by_stage.setdefault(row["stage"], Sums()).add(sums)
