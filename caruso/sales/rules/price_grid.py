"""A price list typed into a grid: products down, quantities across."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.fields.number_kinds import parse_decimal

LARGEST = Decimal(10) ** 12
_PLACES = Decimal("0.0001")


@dataclass
class Grid:
    """`wanted` holds the price of each product and quantity; `errors` name a tier (`tier-1`) or a cell (`7-1`)."""

    wanted: dict[tuple[int, Decimal], Decimal] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read_grid(tiers: Sequence[str], products: Sequence[int], cell: Callable[[str], str]) -> Grid:
    """What was typed; a cell that stands empty is no price."""
    grid = Grid()
    quantities = [_tier(at, text, grid) for at, text in enumerate(tiers)]
    for at, quantity in enumerate(quantities):
        if quantity is not None and quantity in quantities[:at]:
            grid.errors[f"tier-{at}"] = _("This quantity is there already.")
    for product in products:
        for at, quantity in enumerate(quantities):
            price = _number(f"{product}-{at}", cell(f"{product}-{at}"), grid)
            if price is None:
                continue
            if quantity is None:
                grid.errors.setdefault(f"tier-{at}", _("From which quantity do these prices hold?"))
            else:
                grid.wanted[product, quantity] = price
    return grid


def differences(
    stored: Mapping[tuple[int, Decimal], Decimal], wanted: Mapping[tuple[int, Decimal], Decimal]
) -> tuple[list[tuple[int, Decimal]], list[tuple[int, Decimal]], list[tuple[int, Decimal]]]:
    """The places to fill, to change and to empty."""
    new = [place for place in wanted if place not in stored]
    changed = [place for place in wanted if place in stored and stored[place] != wanted[place]]
    return new, changed, [place for place in stored if place not in wanted]


def _tier(at: int, text: str, grid: Grid) -> Decimal | None:
    return _number(f"tier-{at}", text, grid)


def _number(place: str, text: str, grid: Grid) -> Decimal | None:
    try:
        number = parse_decimal(text.strip())
    except ValidationError as problem:
        grid.errors[place] = " ".join(problem.messages)
        return None
    if number is None:
        return None
    if not 0 <= number < LARGEST:
        grid.errors[place] = _("This cannot be less than nothing.")
        return None
    return number.quantize(_PLACES)
