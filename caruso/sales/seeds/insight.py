"""Targets of the team and its sellers, and what the forecast said week by week."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from caruso.customers.seeds.chapters import Setting
from caruso.kernel.countries import country_name
from caruso.kernel.models import Team
from caruso.sales.insight.forecast import Sums, gathered
from caruso.sales.insight.snapshots import NAMES, take
from caruso.sales.models import (
    ForecastSnapshot,
    Opportunity,
    PassageTally,
    ProductCategory,
    StagePassage,
    Target,
)
from caruso.sales.models.pipeline import stage_named
from caruso.sales.rules.history import StageHistory, chance
from caruso.sales.rules.periods import Period, period_of

#: Person, measure, goal of a quarter.
GOALS = (
    ("petra", "won", 30_000),
    ("piotr", "won", 55_000),
    ("petra", "activities", 160),
    ("piotr", "deals", 9),
)
#: What the team shall reach beside: measure, goal, product category or country.
PARTS = (
    ("ordered", 40_000, "Machines", ""),
    ("won", 60_000, "", "CZ"),
)
WEEKS_BACK = 66
Histories = dict[str, StageHistory]


def tell(setting: Setting) -> None:
    set_targets(setting)
    remember_forecasts(setting.now)
    take(setting.now.date())


def set_targets(setting: Setting) -> None:
    """For this quarter and the one before, set by who leads the team."""
    manager, quarter = setting.people["marek"], period_of("quarter", setting.now.date())
    team = Team.objects.get(name="Sales")
    for period in (quarter.moved(-1), quarter):
        name = f"Q{period.key[-1]}"
        Target(
            name=f"Sales {name}", measure="won", amount=Decimal(110_000), currency="EUR", team=team,
            first_day=period.first,
        ).create(by=manager)  # fmt: skip
        for person, measure, goal in GOALS:
            counted = measure in ("deals", "activities")
            Target(
                name=f"{setting.people[person].first_name} {name}", measure=measure, owner=setting.people[person],
                first_day=period.first, currency="EUR",
                amount=None if counted else Decimal(goal), pieces=goal if counted else None,
            ).create(by=manager)  # fmt: skip
        for measure, goal, shelf, country in PARTS:
            category = ProductCategory.objects.filter(name=gettext(shelf)).first() if shelf else None
            Target(
                name=f"{category or country_name(country)} {name}", measure=measure, amount=Decimal(goal),
                currency="EUR", team=team, first_day=period.first, category=category,
                territories=[country] if country else [],
            ).create(by=manager)  # fmt: skip


def remember_forecasts(now: datetime) -> None:
    """What would have been kept on each Monday, from the deals' passages; the word of the owners taken as it is now."""
    monday = now - timedelta(days=now.weekday())
    deals = list(Opportunity.objects.live())
    passages: dict[int, list[StagePassage]] = {}
    for passage in StagePassage.objects.order_by("pk"):
        passages.setdefault(passage.opportunity_id, []).append(passage)
    known = gathered(PassageTally.objects.all(), now.date())
    rows: list[ForecastSnapshot] = []
    for back in range(WEEKS_BACK, 0, -1):
        moment = monday - timedelta(weeks=back)
        rows += _week(deals, passages, known, moment, period_of("quarter", moment.date()))
    ForecastSnapshot.objects.bulk_create(rows)


def _week(
    deals: list[Opportunity],
    passages: dict[int, list[StagePassage]],
    known: Histories,
    moment: datetime,
    period: Period,
) -> list[ForecastSnapshot]:
    found: dict[tuple[int | None, int | None], Sums] = {}
    for deal in deals:
        sums = _as_of(deal, passages.get(deal.pk, []), known, moment, period)
        found.setdefault((deal.owner_id, deal.team_id), Sums()).add(sums)
    return [
        ForecastSnapshot(
            taken_on=moment.date(), first_day=period.first, last_day=period.last, owner_id=owner, team_id=team,
            **{name: getattr(sums, name) for name in NAMES},
        )
        for (owner, team), sums in found.items()
    ]  # fmt: skip


def _as_of(deal: Opportunity, passages: list[StagePassage], known: Histories, moment: datetime, period: Period) -> Sums:
    """What the deal counted for at that moment."""
    amount = deal.amount_base or Decimal(0)
    if deal.outcome == "won" and deal.closed_at and deal.closed_at <= moment:
        return Sums(won=amount) if period.holds(deal.closed_at.date()) else Sums()
    now = next(
        (one for one in passages if one.entered_at <= moment and (not one.left_at or one.left_at > moment)), None
    )
    stage = stage_named(now.stage) if now else None
    if stage is None:
        return Sums()
    waited = (moment - now.entered_at) / timedelta(weeks=1) if now else 0.0
    odds = chance(known.get(stage.code, StageHistory()), waited, (period.moments[1] - moment) / timedelta(weeks=1))
    expected, low, high = (_cents(amount * Decimal(share)) for share in (odds.expected, odds.low, odds.high))
    sums = Sums(expected=expected, low=low, high=high)
    if _closes_in(deal.close_date, period):
        sums.weighted = _cents(amount * stage.probability / 100)
        sums.committed = amount if deal.commitment == "committed" else Decimal(0)
        sums.best_case = amount if deal.commitment == "best_case" else Decimal(0)
    return sums


def _closes_in(day: date | None, period: Period) -> bool:
    return day is not None and period.holds(day)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))
