"""Amounts of open deals follow the rates: what they are worth in the firm's currency is worked out anew each day."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from caruso.kernel import rows
from caruso.kernel.models import ExchangeRate
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.money.amount import round_to_unit
from caruso.kernel.money.exchange import MissingRate, rate_on
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.models import Opportunity
from caruso.sales.models.pipeline import StageOutcome

EVERY = 600.0
"""Seconds between two looks whether there is anything to do."""
AT_ONCE = 1000
_known: list[Any] = []


def start() -> None:
    by_the_clock(EVERY, follow_rates)


def follow_rates() -> int:
    """Once for each day, and for each change of the rates; returns how many deals were worth something else."""
    forget_organisation()
    now = [timezone.localdate(), current_organisation().currency, _state_of_rates()]
    if now == _known:
        return 0
    changed = value_anew()
    _known[:] = now
    return changed


def _state_of_rates() -> Any:
    found = ExchangeRate.objects.aggregate(last=Max("pk"))
    return found["last"], list(ExchangeRate.objects.order_by("-day", "-pk").values_list("pk", "rate")[:50])


def value_anew() -> int:
    """Work out the amounts of all open deals in foreign money; versions and histories stay, for nobody changed them."""
    own, today = current_organisation().currency, timezone.localdate()
    foreign = Opportunity.objects.filter(outcome=StageOutcome.OPEN, amount__isnull=False).exclude(currency=own)
    rates: dict[str, Decimal | None] = {}
    changed = 0
    last: int | None = 0
    while last is not None:
        with transaction.atomic():
            deals = list(foreign.select_for_update(of=("self",)).filter(pk__gt=last).order_by("pk")[:AT_ONCE])
            differing = [deal for deal in deals if _revalue(deal, own, _rate(deal.currency, today, rates))]
            rows.update(differing, ["amount_base", "weighted_base"])
        changed += len(differing)
        last = deals[-1].pk if deals else None
    return changed


def _rate(currency: str, today: Any, rates: dict[str, Decimal | None]) -> Decimal | None:
    if currency not in rates:
        try:
            rates[currency] = rate_on(currency, today)
        except MissingRate:
            rates[currency] = None
    return rates[currency]


def _revalue(deal: Opportunity, own: str, rate: Decimal | None) -> bool:
    """Set the two columns in memory; True if they differ from what is stored."""
    base = None if rate is None or deal.amount is None else round_to_unit(deal.amount * rate, own)
    if base == deal.amount_base:
        return False
    deal.amount_base = base
    deal.weighted_base = None if base is None else base * deal.chance / 100
    return True
