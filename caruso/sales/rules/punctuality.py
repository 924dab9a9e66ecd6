"""How punctually a customer pays: a score from 0 to 100.

100 × (1 − Σ wᵢ · min(dᵢ, 60) / 60 ÷ Σ wᵢ), over the invoices of the last two years that are paid or overdue.
dᵢ is how many days after its due day an invoice was paid, or has not been paid so far; early is 0. The weight wᵢ is its
amount in the firm's currency, halved for every year that has passed since it was due: large and recent ones tell most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

#: Days after which it does not matter how much later still.
LATEST = 60
HALVED_AFTER = 365
LOOKED_BACK = timedelta(days=730)
#: From these scores on.
PUNCTUAL, MOSTLY = 90, 70


@dataclass(frozen=True)
class Paid:
    """An invoice: its amount, when it was due and when it was paid; None while it is not."""

    amount: Decimal
    due_on: date
    paid_on: date | None


def punctuality(invoices: Sequence[Paid], today: date) -> int | None:
    """The score; None where there is nothing to judge by."""
    weights = late = 0.0
    for one in invoices:
        if one.due_on < today - LOOKED_BACK or (one.paid_on is None and one.due_on >= today):
            continue
        days = ((one.paid_on or today) - one.due_on).days
        weight = float(one.amount) * 0.5 ** (max((today - one.due_on).days, 0) / HALVED_AFTER)
        weights += weight
        late += weight * min(max(days, 0), LATEST) / LATEST
    return round(100 * (1 - late / weights)) if weights > 0 else None


def hue(score: int) -> str:
    """Green, amber or red."""
    return "green" if score >= PUNCTUAL else "amber" if score >= MOSTLY else "red"
