"""How far somebody has come, and where this pace leads to."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from caruso.kernel.business_hours import BusinessHours

#: A pace says nothing before so many business days have passed.
TOO_EARLY = 3
#: Percent of a target; whoever falls under one of them is told.
STEPS = (90, 75, 50)


@dataclass(frozen=True)
class Pace:
    """`done` of `goal` after `passed` of `days` business days."""

    done: Decimal
    goal: Decimal
    passed: int
    days: int

    @property
    def percent(self) -> int:
        """Of the goal, what is done."""
        return int(self.done * 100 / self.goal) if self.goal else 100

    @property
    def elapsed(self) -> int:
        """Of the business days, those that have passed, in percent."""
        return self.passed * 100 // self.days if self.days else 100

    @property
    def projected(self) -> Decimal | None:
        """What is done by the end if it goes on like this: done x days / passed. None while it is too early to say."""
        if self.passed < min(TOO_EARLY, self.days):
            return None
        return self.done * self.days / self.passed if self.passed else self.done

    @property
    def leads_to(self) -> int | None:
        """The projected part of the goal, in percent."""
        if self.projected is None:
            return None
        return int(self.projected * 100 / self.goal) if self.goal else 100

    @property
    def is_over(self) -> bool:
        return self.passed >= self.days

    @property
    def standing(self) -> str:
        """reached, on_course, at_risk, behind, missed or early: what colour it is shown in."""
        if self.done >= self.goal:
            return "reached"
        if self.is_over:
            return "missed"
        if self.leads_to is None:
            return "early"
        return "on_course" if self.leads_to >= STEPS[0] else "at_risk" if self.leads_to >= STEPS[1] else "behind"

    @property
    def step(self) -> int | None:
        """The lowest threshold that the pace has fallen under; None while it holds, and when all is over."""
        if self.is_over or self.leads_to is None or self.done >= self.goal:
            return None
        return next((step for step in reversed(STEPS) if self.leads_to < step), None)


def business_days(hours: BusinessHours, first: date, last: date) -> int:
    """The days from first to last, both included, on which the firm is open."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(1 for day in days if hours.week.get(day.weekday()) and not hours.is_day_off(day))


def pace(done: Decimal, goal: Decimal, hours: BusinessHours, first: date, last: date, today: date) -> Pace:
    """Today counts as a day that has passed."""
    return Pace(done, goal, business_days(hours, first, min(today, last)), business_days(hours, first, last))
