"""Forecasts as they were: kept every week by the clock, and held against what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from caruso.kernel.models import Organisation, User
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.insight.forecast import Sums, gathered, worked_out
from caruso.sales.insight.scope import Whose, seen_by
from caruso.sales.models import ForecastSnapshot, Opportunity, PassageTally
from caruso.sales.models.pipeline import StageOutcome
from caruso.sales.rules.history import StageHistory
from caruso.sales.rules.periods import Period, period_of

EVERY = 3600.0
NAMES = ("won", "weighted", "committed", "best_case", "expected", "low", "high")


def start() -> None:
    by_the_clock(EVERY, take_when_due)


def take_when_due() -> int:
    """On the first hour of each week and of each month, keep the forecast of the month and quarter under way; how many
    rows were kept. Whoever finds it kept leaves it alone."""
    forget_organisation()
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=current_organisation().pk)  # one worker at a time
        if ForecastSnapshot.objects.filter(taken_on__gte=max(monday, today.replace(day=1))).exists():
            return 0
        return take(today)


def take(day: date) -> int:
    """Keep the forecast of this day for the month and the quarter that it is in."""
    return sum(keep(period_of(span, day), day) for span in ("month", "quarter"))


def keep(period: Period, day: date) -> int:
    """One row for each person with deals; rows of nothing are left out. Each keeps its whole interval: those of several
    people added up are wider than that of all together, never narrower."""
    found = worked_out(Opportunity.objects.live(), _histories(), period)
    rows = [
        ForecastSnapshot(
            taken_on=day, first_day=period.first, last_day=period.last, owner_id=owner, team_id=team,
            **{name: getattr(sums, name) for name in NAMES}
            | {"low": sums.at_least - sums.won, "high": sums.at_most - sums.won},
        )
        for (owner, team), sums in found.by_owner.items()
        if any(getattr(sums, name) for name in NAMES)
    ]  # fmt: skip
    ForecastSnapshot.objects.bulk_create(rows)
    return len(rows)


def _histories() -> dict[str, StageHistory]:
    """Of the whole firm."""
    return gathered(PassageTally.objects.all(), timezone.localdate())


@dataclass(frozen=True)
class Snapshot:
    """The sum of what a viewer may see of one day's forecast."""

    taken_on: date
    sums: Sums


def taken(user: User, part: Whose, period: Period) -> list[Snapshot]:
    """How the forecast of this period went, day by day as it was kept."""
    rows = ForecastSnapshot.objects.filter(first_day=period.first, last_day=period.last)
    rows = _narrowed(rows, user, part).values("taken_on").annotate(**{f"of_{name}": Sum(name) for name in NAMES})
    return [
        Snapshot(row["taken_on"], Sums(**{name: row[f"of_{name}"] for name in NAMES}))
        for row in rows.order_by("taken_on")
    ]


@dataclass(frozen=True)
class TurnedOut:
    """What was forecast when a period began, and what came of it."""

    period: Period
    first: Snapshot
    won: Decimal

    def off(self, forecast: Decimal) -> int | None:
        """By how many percent of the outcome the forecast was too high; too low where negative."""
        return round((forecast - self.won) * 100 / self.won) if self.won else None

    @property
    def lines(self) -> Iterable[tuple[str, Decimal, int | None]]:
        sums = self.first.sums
        for name in ("by_probability", "by_commitment", "by_history"):
            yield name, getattr(sums, name), self.off(getattr(sums, name))


def turned_out(user: User, part: Whose, period: Period, count: int = 4) -> list[TurnedOut]:
    """The periods before this one of the same kind, the latest first; one question for all and one for each."""
    periods = [period.moved(-number) for number in range(1, count + 1)]
    rows = ForecastSnapshot.objects.filter(first_day__in=[one.first for one in periods])
    rows = rows.filter(last_day__in=[one.last for one in periods])
    rows = _narrowed(rows, user, part).values("first_day", "last_day", "taken_on")
    firsts: dict[tuple[date, date], Snapshot] = {}
    for row in rows.annotate(**{f"of_{name}": Sum(name) for name in NAMES}).order_by("taken_on"):
        sums = Sums(**{name: row[f"of_{name}"] for name in NAMES})
        firsts.setdefault((row["first_day"], row["last_day"]), Snapshot(row["taken_on"], sums))
    known = [one for one in periods if (one.first, one.last) in firsts]
    won = _won(user, part, known)
    return [TurnedOut(one, firsts[one.first, one.last], won.get(one.key, Decimal(0))) for one in known]


def _won(user: User, part: Whose, periods: list[Period]) -> dict[str, Any]:
    """What was won in each. Asked one by one: a range of the index is summed faster than a year of it is sorted out."""
    deals = part.narrow(Opportunity.objects.visible_to(user)).filter(outcome=StageOutcome.WON)
    found = {}
    for one in periods:
        start, end = one.moments
        within = deals.filter(closed_at__gte=start, closed_at__lt=end)
        found[one.key] = within.aggregate(won=Sum("amount_base"))["won"] or Decimal(0)
    return found


def _narrowed(rows: Any, user: User, part: Whose) -> Any:
    return Whose(part.owner, part.teams).narrow(seen_by(rows, user))
