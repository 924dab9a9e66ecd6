"""What a quantity of a product costs a customer, and where that price is from.

A price list for a group of customers goes before those for everybody; among equals the lowest price wins. Of the
promotions the one that makes the price lowest is given; they do not add up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from caruso.kernel.money.amount import round_to_unit

HUNDRED = Decimal(100)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class ListPrice:
    """One row of a price list that holds for this customer and day; `grouped` says that the list is not for everybody."""

    price_list: str
    price: Decimal
    from_quantity: Decimal = Decimal(1)
    grouped: bool = False


@dataclass(frozen=True)
class Reduction:
    """A promotion that holds: `percent` off, or an `amount` off each unit."""

    promotion: str
    percent: Decimal | None = None
    amount: Decimal | None = None
    from_quantity: Decimal = Decimal(1)

    def applied(self, price: Decimal, currency: str) -> Decimal:
        """The price that is left, never below nothing."""
        if self.percent is not None:
            return round_to_unit(price * (HUNDRED - self.percent) / HUNDRED, currency)
        return max(price - (self.amount or NOTHING), NOTHING)


@dataclass(frozen=True)
class Priced:
    """The `price` of one unit, and why: from which row of a list (none: the catalogue), and by which promotion."""

    price: Decimal
    row: ListPrice | None = None
    reduction: Reduction | None = None


def priced(
    quantity: Decimal,
    currency: str,
    rows: Iterable[ListPrice],
    catalogue: Decimal | None,
    reductions: Iterable[Reduction] = (),
) -> Priced | None:
    """The price for a quantity; None where neither a list nor the catalogue has one."""
    row = _row(quantity, rows)
    listed = row.price if row else catalogue
    if listed is None:
        return None
    held = [one for one in reductions if one.from_quantity <= quantity]
    best = min(held, key=lambda one: one.applied(listed, currency), default=None)
    if best is None or best.applied(listed, currency) >= listed:
        return Priced(listed, row)
    return Priced(best.applied(listed, currency), row, best)


def _row(quantity: Decimal, rows: Iterable[ListPrice]) -> ListPrice | None:
    """Of each list the highest tier that is reached; of those the one that wins."""
    tiers: dict[tuple[bool, str], ListPrice] = {}
    for row in rows:
        key = (row.grouped, row.price_list)
        if row.from_quantity <= quantity and (key not in tiers or tiers[key].from_quantity < row.from_quantity):
            tiers[key] = row
    return min(tiers.values(), key=lambda row: (not row.grouped, row.price), default=None)
