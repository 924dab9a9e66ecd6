"""Money as people read it."""

from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import format_currency, parse_pattern
from django.utils.translation import get_language

from caruso.kernel.money.currencies import locale_of


def show_money(amount: Decimal | None, currency: str, *, cents: bool = True) -> str:
    """The amount in the reader's locale: `1 234,50 zł`, `€1,234.50`; without `cents` in whole units."""
    if amount is None:
        return ""
    locale = locale_of(get_language() or "en")
    if cents:
        return format_currency(amount, currency, locale=locale)
    return format_currency(amount, currency, format=_whole_units(locale), locale=locale, currency_digits=False)


@cache
def _whole_units(locale: Locale) -> Any:
    return parse_pattern(locale.currency_formats["standard"].pattern.replace(".00", ""))
