"""What past deals say about present ones: win rates with an interval, and the time that winning takes.

The interval is the score interval of E. B. Wilson (Probable inference, the law of succession, and statistical
inference, Journal of the American Statistical Association 22, 1927): for k of n and z = 1.96 (95 %),

    (k/n + z²/2n ± z √(k(n−k)/n³ + z²/4n²)) / (1 + z²/n)

It stays within 0 and 1 and is honest for few deals. The time is the empirical distribution of the weeks from entering
a stage to winning: nothing is assumed about its shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from caruso.sales.models.passage import LONGER, WEEKS

Z = 1.959963984540054
#: Fewer deals than these say nothing that could be trusted alone.
FEW = 10


@dataclass(frozen=True)
class Rate:
    """A share with its interval."""

    share: float
    low: float
    high: float
    of: int


def wilson(won: int, ended: int, z: float = Z) -> Rate:
    """The share of won among ended; of none, nothing is known: from 0 to 1."""
    if ended <= 0:
        return Rate(0.0, 0.0, 1.0, 0)
    share = won / ended
    middle = share + z * z / (2 * ended)
    spread = z * sqrt(share * (1 - share) / ended + z * z / (4 * ended * ended))
    scale = 1 + z * z / ended
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Rate(share, min(max(low, 0.0), share), max(min(high, 1.0), share), ended)


def class_of(days: int) -> int:
    """The class of weeks in which so many days are."""
    return next((weeks for weeks in WEEKS if days <= weeks * 7), LONGER)


@dataclass(frozen=True)
class StageHistory:
    """Of the deals that were in a stage and have ended: how many were won after how many weeks, and how many lost."""

    won: Mapping[int, int] = field(default_factory=dict)
    lost: int = 0

    @property
    def rate(self) -> Rate:
        won = sum(self.won.values())
        return wilson(won, won + self.lost)

    def won_within(self, weeks: float) -> float:
        """The share of won deals that took no longer, straight between the ends of the classes."""
        total, below, start = sum(self.won.values()), 0.0, 0
        if total <= 0:
            return 0.0
        for end in (*WEEKS, LONGER):
            count = self.won.get(end, 0)
            if weeks >= end:
                below += count
            else:
                below += count * (weeks - start) / (end - start)
                break
            start = end
        return max(0.0, min(1.0, below / total))

    def won_in_time(self, waited: float, left: float) -> float:
        """That a deal which will be won, and has waited so many weeks, is won within those left: of the deals that
        took longer than it has waited, the share that took no longer than both together."""
        before = self.won_within(waited)
        if before >= 1:
            return self.won_within(left)
        return (self.won_within(waited + left) - before) / (1 - before)


@dataclass(frozen=True)
class Chance:
    """What part of an amount is to be expected, at least and at most."""

    expected: float
    low: float
    high: float


def chance(history: StageHistory, waited: float, left: float) -> Chance:
    """Of winning a deal of this stage in the weeks left: win rate times the share that is won in time."""
    rate, timely = history.rate, history.won_in_time(waited, left)
    return Chance(rate.share * timely, rate.low * timely, rate.high * timely)
