"""Figures as papers write them: in the customer's language, to the smallest unit of the currency."""

from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_decimal, get_currency_precision

from caruso.ui.dates import reader_locale


def amount(value: Decimal, currency: str, *, exact: bool = False) -> str:
    """`1 234,50`; the currency is told elsewhere. A price that is `exact` keeps what is finer than the smallest unit."""
    places = get_currency_precision(currency)
    if exact:
        places = max(places, -int(value.normalize().as_tuple().exponent))
    pattern = "#,##0" + (f".{'0' * places}" if places else "")
    return format_decimal(value, pattern, locale=reader_locale())


def told_apart(parts: Sequence[tuple[str, Decimal]], currency: str) -> str:
    """`1 200,00 once + 50,00 every month`."""
    return " + ".join(f"{amount(value, currency)} {how_often}" for how_often, value in parts)


def quantity(value: Decimal) -> str:
    return format_decimal(value, "#,##0.####", locale=reader_locale())


def percent(value: Decimal) -> str:
    """`23 %`, `12,5 %`."""
    return format_decimal(value, "#,##0.####", locale=reader_locale()) + "\u00a0%"


def rate(value: Decimal) -> str:
    return format_decimal(value, "#,##0.0000##", locale=reader_locale())
