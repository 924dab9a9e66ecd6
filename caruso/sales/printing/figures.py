"""Figures as papers write them: in the customer's language, to the smallest unit of the currency."""

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


def quantity(value: Decimal) -> str:
    return format_decimal(value, "#,##0.####", locale=reader_locale())


def percent(value: Decimal) -> str:
    """`23 %`, `12,5 %`."""
    return format_decimal(value, "#,##0.####", locale=reader_locale()) + "\u00a0%"


def rate(value: Decimal) -> str:
    return format_decimal(value, "#,##0.0000##", locale=reader_locale())
