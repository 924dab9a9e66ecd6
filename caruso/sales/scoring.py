"""The score of a lead: the points of the rules that it meets, less with time, and the rating that follows."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from caruso.kernel.conditions import CheckedCondition, ConditionProblem, check, parse
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import business_object

if TYPE_CHECKING:
    from caruso.sales.models.lead import Lead

DAY = 86_400


@dataclass(frozen=True)
class Points:
    """What one rule gives a lead: `full` when it is fresh, `now` after the time that has gone by."""

    rule: Any
    now: float

    @property
    def full(self) -> int:
        return int(self.rule.points)

    @property
    def shown(self) -> int:
        return round(self.now)

    @property
    def faded(self) -> bool:
        return self.shown != self.full


def scored(lead: "Lead", policy: Any, now: datetime) -> tuple[int, str]:
    """Score and rating of a lead at a moment. A rule that cannot be read any more gives nothing."""
    score = round(sum(one.now for one in points_of(lead, now)))
    return score, "hot" if score >= policy.hot_from else "warm" if score >= policy.warm_from else "cold"


def points_of(lead: "Lead", now: datetime) -> list[Points]:
    """What each rule that the lead meets gives it."""
    from caruso.sales.models.scoring_rule import scoring_rules

    return [Points(rule, _points(rule, lead, now)) for rule in scoring_rules() if meets(lead, rule.condition, now)]


def _points(rule: Any, lead: "Lead", now: datetime) -> float:
    if not rule.halves_after_days:
        return float(rule.points)
    since = lead.last_activity_at or lead.created_at or now
    days = max(0.0, (now - since).total_seconds() / DAY)
    return float(rule.points * 0.5 ** (days / rule.halves_after_days))


def meets(lead: "Lead", condition: str, now: datetime | None = None) -> bool:
    """Whether the condition holds for the lead; an empty one holds for every lead, a broken one for none."""
    if not condition.strip():
        return True
    minute = (now or timezone.now()).replace(second=0, microsecond=0)
    checked = _checked(current_organisation().schema_version, condition, minute)
    return checked is not None and checked.matches(lead)


@lru_cache(maxsize=256)
def _checked(version: int, condition: str, minute: datetime) -> CheckedCondition | None:
    """Read once for many leads; `version` is that of the firm's schema, for the fields may be others tomorrow."""
    try:
        return check(parse(condition), business_object("sales.lead"), None, now=minute)
    except ConditionProblem:
        return None
