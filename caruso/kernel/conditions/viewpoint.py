"""Whose eyes a condition is read with, and when."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from caruso.kernel.objects import BusinessObject
from caruso.kernel.people.time_zone import zone_of

if TYPE_CHECKING:
    from caruso.kernel.models.user import User


@dataclass(frozen=True)
class Viewpoint:
    """The person (None for the system, which sees everything) and the moment that `me` and `today` refer to."""

    user: "User | None"
    now: datetime

    def may_view(self, object: BusinessObject) -> bool:
        return self.user is None or self.user.access.may(object.key, "view")

    def may_read(self, object: BusinessObject, name: str) -> bool:
        return self.user is None or self.user.access.field(object.key, name) != "hidden"

    def sees_all(self, object: BusinessObject) -> bool:
        return self.user is None or self.user.access.scope(object.key, "view") == "all"

    def reachable(self, object: BusinessObject) -> Any:
        """The live records of another object that count, each once."""
        records = object.model.objects  # type: ignore[attr-defined]
        if self.user is None or self.sees_all(object):
            return records.live()
        # The scopes own and team may join; a record must still count once.
        return records.filter(pk__in=records.visible_to(self.user).values("pk"))

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.user)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)
