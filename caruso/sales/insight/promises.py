"""What the owners say of the open deals that should close in a period: how much they stand for."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from caruso.kernel.models import User
from caruso.sales.insight.scope import Whose
from caruso.sales.models import Opportunity
from caruso.sales.models.opportunity import Commitment
from caruso.sales.models.pipeline import StageOutcome
from caruso.sales.rules.periods import Period


@dataclass(frozen=True)
class Promise:
    """The open deals of one commitment."""

    commitment: str
    count: int
    amount: Decimal

    @property
    def label(self) -> Any:
        return Commitment(self.commitment).label


def promises(user: User, period: Period, part: Whose) -> list[Promise]:
    """By commitment, the surest first; of what the viewer may see."""
    deals = part.narrow(Opportunity.objects.visible_to(user)).filter(outcome=StageOutcome.OPEN)
    within = deals.filter(close_date__gte=period.first, close_date__lte=period.last)
    rows = within.values("commitment").annotate(count=Count("pk"), amount=Sum("amount_base")).order_by()
    by_commitment: dict[str, Any] = {row["commitment"]: row for row in rows}
    none = {"count": 0, "amount": None}
    found = ((one, by_commitment.get(one, none)) for one in reversed(Commitment.values))
    return [Promise(one, row["count"], row["amount"] or Decimal(0)) for one, row in found]
