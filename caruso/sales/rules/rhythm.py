"""The usual interval between orders: the median, which one pause or one double order does not move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

#: Two intervals are the least that make a habit.
LEAST = 3


@dataclass(frozen=True)
class Habit:
    orders: int
    days: int
    last_on: date

    @property
    def next_on(self) -> date:
        return self.last_on + timedelta(days=self.days)


def habit(ordered: Iterable[date]) -> Habit | None:
    """From the days with orders, each counted once; None from fewer than three."""
    days = sorted(set(ordered))
    if len(days) < LEAST:
        return None
    between = [(after - before).days for before, after in pairwise(days)]
    return Habit(len(days), max(1, round(median(between))), days[-1])
