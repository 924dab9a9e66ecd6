"""The goal for a period, from the targets of those whom a page is narrowed to."""

from decimal import Decimal

from django.db.models import QuerySet, Sum

from caruso.kernel.models import User
from caruso.sales.insight.scope import Whose
from caruso.sales.models import Target
from caruso.sales.models.target import Measure
from caruso.sales.rules.periods import Period


def goal_of(user: User, part: Whose, period: Period) -> Decimal | None:
    """What is to be won in exactly this period: of the person, of the team, or of the firm where it has a target of
    its own, else of its people together. None without targets, and where their amounts are hidden."""
    if user.access.field("sales.target", "amount") == "hidden":
        return None
    targets = Target.objects.visible_to(user).filter(
        measure=Measure.WON, first_day=period.first, last_day=period.last, territories=[], category=None
    )
    if part.owner:
        return _sum(targets.filter(owner=part.owner))
    if part.teams:
        mine = targets.filter(team__in=part.teams)
        return _sum(mine.filter(owner=None)) or _sum(mine.exclude(owner=None))
    return (
        _sum(targets.filter(owner=None, team=None))
        or _sum(targets.filter(owner=None))
        or _sum(targets.exclude(owner=None))
    )


def _sum(targets: QuerySet[Target]) -> Decimal | None:
    return targets.aggregate(goal=Sum("amount_base"))["goal"]
