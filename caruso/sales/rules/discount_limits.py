"""How much discount a person may give without asking."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Excess:
    """A discount above the limit, both in percent; `line` is the line that has it."""

    given: Decimal
    limit: Decimal
    line: int


def limit_of(limits: Iterable[Decimal | None]) -> Decimal | None:
    """The limit of somebody with several roles: the loosest of theirs. None is no limit, which a role without one has."""
    found = list(limits)
    return None if not found or any(one is None for one in found) else max(one for one in found if one is not None)


def whole_discount(line_percent: Decimal, document_percent: Decimal) -> Decimal:
    """What a discount on the line and one on everything come to together, in percent."""
    return HUNDRED - (HUNDRED - line_percent) * (HUNDRED - document_percent) / HUNDRED


def excess(line_percents: Iterable[Decimal], document_percent: Decimal, limit: Decimal | None) -> Excess | None:
    """The greatest discount above the limit; None where every line keeps it."""
    if limit is None:
        return None
    given = [(whole_discount(percent, document_percent), -at) for at, percent in enumerate(line_percents)]
    worst = max(given, default=None)
    return Excess(worst[0], limit, -worst[1]) if worst and worst[0] > limit else None
