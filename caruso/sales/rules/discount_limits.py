"""How much discount a person may give without asking: how far what is asked ends below what the price lists give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
#: As exact as limits are set; a price that is rounded to the cent is no discount.
_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Excess:
    """A discount above the limit, both in percent; `line` is the line that has it, None where it is on the sum."""

    given: Decimal
    limit: Decimal
    line: int | None


@dataclass(frozen=True)
class Fall:
    """What a line comes to at the price that holds for the customer, and what is asked for it with every discount.

    A rebate is a line for which nothing would be asked, and less than nothing is.
    """

    listed: Decimal
    asked: Decimal
    counts: bool = True

    @property
    def is_rebate(self) -> bool:
        return self.listed == NOTHING and self.asked < NOTHING


def limit_of(limits: Iterable[Decimal | None]) -> Decimal | None:
    """The limit of somebody with several roles: the loosest of theirs. None is no limit, which a role without one has."""
    found = list(limits)
    return None if not found or any(one is None for one in found) else max(one for one in found if one is not None)


def fall_of(quantity: Decimal, listed: Decimal, price: Decimal, *percents: Decimal, counts: bool = True) -> Fall:
    """How far a line falls by a typed price and by these discounts one after the other."""
    asked = quantity * price
    for percent in percents:
        asked = asked * (HUNDRED - percent) / HUNDRED
    return Fall(max(quantity * listed, NOTHING), asked, counts)


def greatest(falls: Sequence[Fall]) -> tuple[Decimal, int | None]:
    """The greatest discount in percent and the line that has it; rebates are held against the sum of what counts."""
    found: list[tuple[Decimal, int | None]] = [
        (_percent(one.listed, one.asked), at) for at, one in enumerate(falls) if one.listed > NOTHING
    ]
    rebates = [one for one in falls if one.is_rebate]
    if rebates:
        counted = [one for one in falls if one.counts and not one.is_rebate]
        listed = sum((one.listed for one in counted), NOTHING)
        found.append((_percent(listed, sum((one.asked for one in (*counted, *rebates)), NOTHING)), None))
    return max(found, key=lambda one: one[0], default=(NOTHING, None))


def excess(falls: Sequence[Fall], limit: Decimal | None) -> Excess | None:
    """The greatest discount where it is above the limit; None where the limit is kept."""
    if limit is None:
        return None
    given, line = greatest(falls)
    return Excess(given, limit, line) if given > limit else None


def _percent(listed: Decimal, asked: Decimal) -> Decimal:
    if listed <= NOTHING:
        return HUNDRED
    return ((listed - asked) * HUNDRED / listed).quantize(_PLACES, ROUND_HALF_UP)
