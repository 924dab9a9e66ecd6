"""The time zone in which somebody reads the clock."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caruso.kernel.models.organisation import current_organisation


def zone_of(person: Any) -> ZoneInfo:
    """The person's own time zone, or the firm's for who has chosen none (and for nobody in particular)."""
    for name in (getattr(person, "time_zone", ""), current_organisation().time_zone):
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return ZoneInfo("UTC")
