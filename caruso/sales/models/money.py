"""Amounts of sales in the firm's own currency."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money import MissingRate, convert


def own_currency() -> str:
    return current_organisation().currency


def in_base(amount: Decimal | None, currency: str, day: date | None = None) -> Decimal | None:
    """The amount in the firm's currency at the rate of the day (today); None where nobody has entered a rate."""
    if amount is None:
        return None
    try:
        return convert(amount, currency or own_currency(), own_currency(), day or timezone.localdate())
    except MissingRate:
        return None
