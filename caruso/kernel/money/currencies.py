"""The currencies of the world (ISO 4217), with their names and smallest units."""

from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import get_currency_precision, list_currencies
from django.utils.translation import get_language

#: In daily use around the firms that Caruso is made for; offered first.
COMMON = ("PLN", "CZK", "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "HUF", "RON", "UAH")
#: In the standard, but no money that anybody is paid in.
_NOT_PAID_IN = {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"}


@lru_cache
def _in_use() -> frozenset[str]:
    """Currencies that are legal tender somewhere today."""
    from datetime import date

    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    today = date.today()
    territories = get_global("territory_currencies")
    found = {code for territory in territories for code in get_territory_currencies(territory, today)}
    return frozenset((found & set(list_currencies())) - _NOT_PAID_IN)


def is_currency(code: str) -> bool:
    return code in _in_use()


def currency_choices() -> list[tuple[str, str]]:
    """Every currency as (code, name in the reader's language), the common ones first."""
    return list(_choices(get_language() or "en"))


@lru_cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    names = locale_of(language).currencies
    others = sorted(_in_use() - set(COMMON))
    return tuple((code, f"{code} · {names.get(code, code)}") for code in (*COMMON, *others))


@lru_cache
def locale_of(language: str) -> Locale:
    """Babel's locale for one of Django's language codes."""
    return Locale.parse(language, sep="-" if "-" in language else "_")


@lru_cache
def smallest_unit(currency: str) -> Decimal:
    """The least amount that can be paid: 0.01 for EUR, 1 for JPY, 0.001 for KWD."""
    return Decimal(1).scaleb(-get_currency_precision(currency))
