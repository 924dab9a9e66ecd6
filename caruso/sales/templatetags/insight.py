"""Figures of the pages of insight."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from caruso.kernel.fields.number_kinds import show_number
from caruso.sales.insight.words import in_own_currency, label_of
from caruso.sales.rules.periods import Period
from caruso.ui.dates import show_short

register = template.Library()


@register.filter
def money(amount: Decimal | None) -> str:
    """In whole units of the firm's currency; empty for None."""
    return in_own_currency(amount)


@register.filter
def number(value: Any) -> str:
    """As the reader's language groups digits."""
    return "" if value is None else show_number(Decimal(value).quantize(Decimal(1)))


@register.filter
def capped(percent: int | None) -> int:
    """A bar is full at a hundred."""
    return max(0, min(100, percent or 0))


@register.filter
def plain(value: Any) -> str:
    """For scripts: digits and a point."""
    return str(value)


@register.filter
def percent(share: float) -> str:
    return f"{round(share * 100)} %"


@register.filter
def short_day(day: date) -> str:
    return show_short(day)


@register.filter
def period_label(period: Period) -> str:
    return label_of(period)


@register.filter
def hundredfold(share: float) -> int:
    """A share in percent, for scripts."""
    return round(share * 100)
