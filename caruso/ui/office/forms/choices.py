"""Long lists to choose from."""

from functools import lru_cache
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.translation import get_language, get_language_info

from caruso.kernel.money.currencies import locale_of
from caruso.kernel.text import sort_key

Choices = list[tuple[str, str]]


def countries() -> Choices:
    """ISO 3166 countries by their name in the reader's language."""
    return list(_countries(get_language() or "en"))


@lru_cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    names = locale_of(language).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code not in ("EU", "EZ", "UN", "ZZ")]
    return tuple(sorted(found, key=lambda choice: sort_key(choice[1])))


@lru_cache
def time_zones() -> Choices:
    """Zones named after places; Europe's first."""
    named = [
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "posix"))
    ]
    ordered = sorted(named, key=lambda zone: (not zone.startswith("Europe/"), zone))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in ordered)]


def languages() -> Choices:
    """The languages of the interface, each named in itself."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]


def months() -> list[tuple[int, str]]:
    return [(number, str(name).capitalize()) for number, name in MONTHS.items()]
