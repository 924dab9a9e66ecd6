"""Long lists to choose from."""

from functools import lru_cache
from zoneinfo import available_timezones

from django.utils.dates import MONTHS

from caruso.kernel.countries import COUNTRIES

Choices = list[tuple[str, str]]


def countries() -> Choices:
    """ISO 3166 countries by their name in the reader's language."""
    return list(COUNTRIES)


@lru_cache
def time_zones() -> Choices:
    """Zones named after places; Europe's first."""
    named = [
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "posix"))
    ]
    ordered = sorted(named, key=lambda zone: (not zone.startswith("Europe/"), zone))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in ordered)]


def months() -> list[tuple[int, str]]:
    return [(number, str(name).capitalize()) for number, name in MONTHS.items()]
