"""Money as people read it."""

from decimal import Decimal

from babel.numbers import format_currency
from django.utils.translation import get_language

from caruso.kernel.money.currencies import locale_of


def show_money(amount: Decimal | None, currency: str, *, cents: bool = True) -> str:
    """The amount in the reader's locale: `1 234,50 zł`, `€1,234.50`; without `cents` in whole units."""
    if amount is None:
        return ""
    locale = locale_of(get_language() or "en")
    if cents:
        return format_currency(amount, currency, locale=locale)
    pattern = locale.currency_formats["standard"]
    return format_currency(
        amount, currency, format=pattern.pattern.replace(".00", ""), locale=locale, currency_digits=False
    )
