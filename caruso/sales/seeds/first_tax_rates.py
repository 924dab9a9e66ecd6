"""The rates of value-added tax that Polish, Czech and other European firms start with.

Source: the European Commission's list of VAT rates in the member states; the administrator keeps them up to date.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

_FROM = date(2024, 1, 1)
#: Country → standard, reduced and low rate in percent, as far as there are such.
RATES: dict[str, tuple[str, ...]] = {
    "PL": ("23", "8", "5"),
    "CZ": ("21", "12"),
    "SK": ("20", "10", "5"),
    "DE": ("19", "7"),
    "AT": ("20", "13", "10"),
    "HU": ("27", "18", "5"),
    "FR": ("20", "10", "5.5"),
    "IT": ("22", "10", "5"),
    "ES": ("21", "10", "4"),
    "NL": ("21", "9"),
    "BE": ("21", "12", "6"),
    "SE": ("25", "12", "6"),
    "DK": ("25",),
    "IE": ("23", "13.5", "9"),
    "LT": ("21", "9", "5"),
    "LV": ("21", "12", "5"),
    "RO": ("19", "9", "5"),
    "BG": ("20", "9"),
    "HR": ("25", "13", "5"),
    "CY": ("19", "9", "5"),
    "EE": ("22", "9"),
    "FI": ("25.5", "14", "10"),
    "GR": ("24", "13", "6"),
    "LU": ("17", "8", "3"),
    "MT": ("18", "7", "5"),
    "PT": ("23", "13", "6"),
    "SI": ("22", "9.5", "5"),
}
#: Rates that have changed since: country → first day → rates.
LATER: dict[str, tuple[date, tuple[str, ...]]] = {
    "SK": (date(2025, 1, 1), ("23", "19", "5")),
    "RO": (date(2025, 8, 1), ("21", "11")),
    "EE": (date(2025, 7, 1), ("24", "13", "9")),
    "FI": (date(2026, 1, 1), ("25.5", "13.5", "10")),
    "LT": (date(2026, 1, 1), ("21", "12", "5")),
}
#: What began until this day came with the first version.
SEEDED = date(2025, 12, 31)
_CLASSES = ("standard", "reduced", "low")


def seed_tax_rates(rate_model: Any, *, only_new: bool = False) -> None:
    """Write the rates that are not there yet; `only_new` those of countries that have none, and what came after others."""
    there = set(rate_model.objects.values_list("country", "tax_class", "from_day"))
    known = {country for country, _tax_class, _day in there} if only_new else set()
    rate_model.objects.bulk_create(
        rate_model(country=country, tax_class=tax_class, from_day=day, percent=Decimal(percent))
        for country, tax_class, day, percent in _rates()
        if (country, tax_class, day) not in there and (country not in known or day > SEEDED)
    )


def _rates() -> Iterator[tuple[str, str, date, str]]:
    for country, percents in RATES.items():
        for tax_class, percent in [*zip(_CLASSES, percents, strict=False), ("zero", "0"), ("exempt", "0")]:
            yield country, tax_class, _FROM, percent
    for country, (day, percents) in LATER.items():
        for tax_class, percent in zip(_CLASSES, percents, strict=False):
            yield country, tax_class, day, percent
