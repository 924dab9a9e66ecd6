"""Amounts of sales in the firm's own currency."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money import MissingRate, convert
from caruso.kernel.money.currencies import currency_choices

#: What a record of sales may be made from, the nearest first; the last one is its customer.
ORIGINS = ("order", "opportunity", "account")


def own_currency() -> str:
    return current_organisation().currency


def settled_currency(record: Any) -> str:
    """The record's currency. Where nobody chose one: what a stored one had, or that of what a new one is made from, of
    its customer, or else of the firm."""
    return record.currency or (record.stored_before or {}).get("currency") or _currency_of_origin(record)


def _currency_of_origin(record: Any) -> str:
    offered = dict(currency_choices())
    for name in ORIGINS:
        number = getattr(record, f"{name}_id", None)
        if number is None:
            continue
        model = record._meta.get_field(name).related_model
        found = model.objects.filter(pk=number).values_list("currency", flat=True).first() or ""
        # An account may have had something else written there.
        if (code := found.strip().upper()) in offered:
            return str(code)
    return own_currency()


def in_base(amount: Decimal | None, currency: str, day: date | None = None) -> Decimal | None:
    """The amount in the firm's currency at the rate of the day (today); None where nobody has entered a rate."""
    if amount is None:
        return None
    try:
        return convert(amount, currency or own_currency(), own_currency(), day or timezone.localdate())
    except MissingRate:
        return None
