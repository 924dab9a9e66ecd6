"""What a part of a document comes to, so that the parts never come to more than the whole, and all parts to just that.

A part is rounded like any document; whoever takes the last of a line, or of a tax rate, takes what is left of it instead.
Rounding differences of partial invoices and credit notes end there and do not drift.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from caruso.kernel.money.amount import round_to_unit
from caruso.sales.rules.totals import HUNDRED, NOTHING, TaxGroup

#: Tax class and percent.
Key = tuple[str, Decimal]


@dataclass(frozen=True)
class Sum:
    """What lines of one tax class and rate come to: together, less the discount on everything, and the tax."""

    lines_net: Decimal = NOTHING
    discount: Decimal = NOTHING
    tax: Decimal = NOTHING

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.lines_net + other.lines_net, self.discount + other.discount, self.tax + other.tax)

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(self.lines_net - other.lines_net, self.discount - other.discount, self.tax - other.tax)


@dataclass(frozen=True)
class Share:
    """A quantity of a line: the line's whole quantity and net, and what others have taken of both."""

    key: Key
    quantity: Decimal
    whole: Decimal
    whole_net: Decimal
    taken: Decimal = NOTHING
    taken_net: Decimal = NOTHING

    @property
    def is_last(self) -> bool:
        return self.taken + self.quantity >= self.whole

    def net(self, currency: str) -> Decimal:
        """What is left for the last one; otherwise the quantity's part of the whole, and never more than is left."""
        left = self.whole_net - self.taken_net
        if self.is_last:
            return left
        return _within(round_to_unit(self.whole_net * self.quantity / self.whole, currency), left)


def groups_of_part(
    shares: Sequence[Share],
    nets: Sequence[Decimal],
    whole: Mapping[Key, Sum],
    taken: Mapping[Key, Sum],
    complete: AbstractSet[Key],
    discount_percent: Decimal,
    currency: str,
) -> list[TaxGroup]:
    """The tax groups of these shares; `complete` are the groups of which nothing is left after them."""
    lines: dict[Key, Decimal] = {}
    for share, net in zip(shares, nets, strict=True):
        lines[share.key] = lines.get(share.key, NOTHING) + net
    groups = []
    for key, lines_net in lines.items():
        left = whole.get(key, Sum()) - taken.get(key, Sum())
        if key in complete:
            discount, tax = lines_net - (left.lines_net - left.discount), left.tax
        else:
            discount = _discount(lines_net, left, discount_percent, currency)
            tax = _within(round_to_unit((lines_net - discount) * key[1] / HUNDRED, currency), left.tax)
        groups.append(TaxGroup(key[0], key[1], lines_net, discount, tax))
    return sorted(groups, key=lambda one: (-one.percent, one.tax_class))


def _discount(lines_net: Decimal, left: Sum, percent: Decimal, currency: str) -> Decimal:
    """Never more than is left of the discount, and so much that the rest still covers its own."""
    discount = _within(round_to_unit(lines_net * percent / HUNDRED, currency), left.discount)
    uncovered = left.discount - (left.lines_net - lines_net)
    return max(discount, uncovered) if NOTHING < uncovered <= lines_net else discount


def _within(amount: Decimal, left: Decimal) -> Decimal:
    """The amount, or what is left where that is less; the same below nothing."""
    return max(min(amount, left), NOTHING) if left >= 0 else min(max(amount, left), NOTHING)
