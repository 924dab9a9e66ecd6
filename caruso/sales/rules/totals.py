"""What a document adds up to.

Nets of lines are rounded to the smallest unit, discounts and taxes follow per tax rate, and every total is the sum of
figures that are printed: nothing is rounded twice. Halves are rounded away from zero.
Source of the structure: EN 16931-1 (BG-23 VAT breakdown; BR-CO-13, BR-CO-14, BR-CO-15).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.money.amount import round_to_unit

HUNDRED = Decimal(100)
NOTHING = Decimal(0)


class Rounding(models.TextChoices):
    """Where the tax is rounded: once per rate, or on every line."""

    TOTAL = "total", _("on the total")
    LINE = "line", _("on each line")


@dataclass(frozen=True)
class LineAmounts:
    """The figures of one line: price and cost of one unit, in the document's currency."""

    quantity: Decimal
    price: Decimal
    discount_percent: Decimal = NOTHING
    tax_class: str = "standard"
    tax_percent: Decimal = NOTHING
    cost: Decimal | None = None
    counts: bool = True
    recurring: str = ""


@dataclass
class TaxGroup:
    """The lines of one tax class and rate together; `net` is after the discount on everything."""

    tax_class: str
    percent: Decimal
    lines_net: Decimal = NOTHING
    discount: Decimal = NOTHING
    tax: Decimal = NOTHING
    shares: list[Decimal] = field(default_factory=list)

    @property
    def net(self) -> Decimal:
        return self.lines_net - self.discount


@dataclass(frozen=True)
class Totals:
    """`discount` is the one on everything; discounts of lines are in `line_nets` already."""

    line_nets: list[Decimal]
    groups: list[TaxGroup]
    discount: Decimal
    cost: Decimal | None

    @property
    def net(self) -> Decimal:
        return sum((group.net for group in self.groups), NOTHING)

    @property
    def tax(self) -> Decimal:
        return sum((group.tax for group in self.groups), NOTHING)

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax

    def summary(self) -> list[dict[str, Any]]:
        """The tax groups as JSON keeps them."""
        return [
            {"class": one.tax_class, "percent": str(one.percent), "net": str(one.net), "tax": str(one.tax)}
            for one in self.groups
        ]


@dataclass(frozen=True)
class Part:
    """What of a document is paid once (no interval), or every month, quarter or year; `cost` is None where unknown."""

    interval: str
    discount: Decimal
    net: Decimal
    tax: Decimal
    cost: Decimal | None

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax

    @property
    def margin(self) -> Decimal | None:
        return None if self.cost is None else self.net - self.cost


#: As they are told one below the other.
INTERVALS = ("", "monthly", "quarterly", "yearly")


def line_net(line: LineAmounts, currency: str) -> Decimal:
    """Quantity × price less the line's discount, rounded to the smallest unit."""
    return round_to_unit(line.quantity * line.price * (HUNDRED - line.discount_percent) / HUNDRED, currency)


def totals(
    lines: Sequence[LineAmounts],
    currency: str,
    discount_percent: Decimal = NOTHING,
    rounding: Rounding = Rounding.TOTAL,
) -> Totals:
    """Everything that follows from the lines. Lines that do not count have a net, but add nothing."""
    nets = [line_net(line, currency) for line in lines]
    groups: dict[tuple[str, Decimal], TaxGroup] = {}
    for line, net in zip(lines, nets, strict=True):
        if line.counts:
            key = (line.tax_class, line.tax_percent.normalize())
            group = groups.setdefault(key, TaxGroup(line.tax_class, line.tax_percent))
            group.lines_net += net
            group.shares.append(net)
    for group in groups.values():
        group.discount = round_to_unit(group.lines_net * discount_percent / HUNDRED, currency)
        group.tax = _tax(group, currency, discount_percent, rounding)
    ordered = sorted(groups.values(), key=lambda one: (-one.percent, one.tax_class))
    discount = sum((group.discount for group in ordered), NOTHING)
    return Totals(nets, ordered, discount, _cost(lines, currency))


def parts(
    lines: Sequence[LineAmounts],
    currency: str,
    discount_percent: Decimal = NOTHING,
    rounding: Rounding = Rounding.TOTAL,
) -> list[Part]:
    """The totals by how often they are paid, to the cent together what the totals are; none where all is paid once."""
    counted = [line for line in lines if line.counts]
    found = [interval for interval in INTERVALS if any(line.recurring == interval for line in counted)]
    if not any(found):
        return []
    rest = _part("", totals(counted, currency, discount_percent, rounding))
    others = []
    for interval in found[1:]:
        own = [line for line in counted if line.recurring == interval]
        part = _part(interval, totals(own, currency, discount_percent, rounding))
        rest = Part("", rest.discount - part.discount, rest.net - part.net, rest.tax - part.tax, None)
        others.append(part)
    first = [line for line in counted if line.recurring == found[0]]
    return [Part(found[0], rest.discount, rest.net, rest.tax, _cost(first, currency)), *others]


def _part(interval: str, found: Totals) -> Part:
    return Part(interval, found.discount, found.net, found.tax, found.cost)


def _tax(group: TaxGroup, currency: str, discount_percent: Decimal, rounding: Rounding) -> Decimal:
    if rounding == Rounding.TOTAL:
        return round_to_unit(group.net * group.percent / HUNDRED, currency)
    factor = (HUNDRED - discount_percent) / HUNDRED * group.percent / HUNDRED
    return sum((round_to_unit(net * factor, currency) for net in group.shares), NOTHING)


def _cost(lines: Sequence[LineAmounts], currency: str) -> Decimal | None:
    """What everything that counts costs the firm; None where nobody knows for any line."""
    counted = [line for line in lines if line.counts]
    if not any(line.cost is not None for line in counted):
        return None
    return sum((round_to_unit((line.cost or NOTHING) * line.quantity, currency) for line in counted), NOTHING)
