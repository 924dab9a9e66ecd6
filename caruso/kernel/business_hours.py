"""When the firm is open: business hours, public holidays and its own days off, in its time zone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from caruso.kernel.models.organisation import Organisation, current_organisation

_DAY = timedelta(days=1)
#: How far ahead open time is looked for before the hours are taken to be never.
_HORIZON = 3 * 366
Span = tuple[datetime, datetime]


class NeverOpen(ValueError):
    """There is no open time to be found in the business hours."""


@dataclass(frozen=True)
class BusinessHours:
    """Open time as spans of wall-clock time.

    `week` maps a weekday (0 is Monday) to its spans `("09:00", "17:00")`; `24:00` ends a day. `days_off` are the
    firm's own, `country` (ISO 3166) gives the public holidays. A moment belongs to a span from its start, without
    its end. Where the clocks change, a span begins at the first passing of its start and lasts to the last passing
    of its end; a time that the clock skips stands for the moment of the change. Lengths are true elapsed time.
    """

    zone: ZoneInfo
    week: Mapping[int, Sequence[tuple[str, str]]]
    country: str = ""
    days_off: frozenset[date] = field(default_factory=frozenset)

    def is_open(self, moment: datetime) -> bool:
        moment = moment.astimezone(UTC)
        return any(start <= moment < end for start, end in self._spans_from(moment, days=2))

    def open_minutes_between(self, start: datetime, end: datetime) -> float:
        """Open minutes from `start` to `end`; zero when they stand the other way round."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        seconds = 0.0
        for opened, closed in self._spans_from(start, days=(end - start).days + 3):
            if opened >= end:
                break
            seconds += max(0.0, (min(closed, end) - max(opened, start)).total_seconds())
        return seconds / 60

    def add_open_minutes(self, start: datetime, minutes: float) -> datetime:
        """The first moment by which so many open minutes have passed, in the firm's time zone.

        Raises NeverOpen.
        """
        moment, left = start.astimezone(UTC), timedelta(minutes=minutes)
        if left <= timedelta():
            return start.astimezone(self.zone)
        for opened, closed in self._spans_from(moment, days=_HORIZON):
            opened = max(opened, moment)
            if closed - opened >= left:
                return (opened + left).astimezone(self.zone)
            left -= max(timedelta(), closed - opened)
        raise NeverOpen(f"{minutes} open minutes are not to be found after {start}")

    def is_day_off(self, day: date) -> bool:
        return day in self.days_off or day in public_holidays(self.country, day.year)

    def _spans_from(self, moment: datetime, days: int) -> Iterator[Span]:
        """Open spans in order and apart from each other, beginning with the day before the moment."""
        first = moment.astimezone(self.zone).date() - _DAY
        last: Span | None = None
        for day in (first + _DAY * number for number in range(days + 1)):
            for opened, closed in self._spans_of(day):
                if last and opened <= last[1]:
                    last = last[0], max(closed, last[1])
                    continue
                if last:
                    yield last
                last = opened, closed
        if last:
            yield last

    def _spans_of(self, day: date) -> list[Span]:
        if self.is_day_off(day):
            return []
        spans = [
            (self._moment(day, start, fold=0), self._moment(day, end, fold=1))
            for start, end in self.week.get(day.weekday(), ())
        ]
        return sorted(span for span in spans if span[0] < span[1])

    def _moment(self, day: date, wall: str, fold: int) -> datetime:
        hour, minute = (int(part) for part in wall.split(":"))
        if hour == 24:
            day, hour = day + _DAY, 0
        local = datetime.combine(day, time(hour, minute, fold=fold), self.zone)
        found = local.astimezone(UTC)
        skipped = found.astimezone(self.zone).replace(tzinfo=None) != local.replace(tzinfo=None, fold=0)
        return self._change_of_clocks(local) if skipped else found

    def _change_of_clocks(self, skipped: datetime) -> datetime:
        """The moment at which the clocks jumped over this wall-clock time."""
        before, after = skipped.replace(fold=0).utcoffset(), skipped.replace(fold=1).utcoffset()
        assert before is not None and after is not None
        low, high = (skipped.replace(tzinfo=UTC) - offset for offset in (after, before))
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) / 2
            if middle.astimezone(self.zone).utcoffset() == before:
                low = middle
            else:
                high = middle
        return high.replace(microsecond=0)


def business_hours(organisation: Organisation | None = None) -> BusinessHours:
    """The firm's hours as its settings say."""
    organisation = organisation or current_organisation()
    return BusinessHours(
        zone=ZoneInfo(organisation.time_zone),
        week={int(day): [(a, b) for a, b in spans] for day, spans in organisation.business_hours.items()},
        country=organisation.country,
        days_off=frozenset(date.fromisoformat(entry["day"]) for entry in organisation.extra_holidays),
    )


@lru_cache(maxsize=64)
def public_holidays(country: str, year: int, language: str | None = None) -> Mapping[date, str]:
    """Public holidays of a country in a year; none for a country that is not known."""
    # A quarter of a second to load, which a server should not wait for when it starts.
    import holidays

    if country not in holidays.list_supported_countries():
        return {}
    known = holidays.country_holidays(country, years=year)
    if language and language in (known.supported_languages or ()):
        known = holidays.country_holidays(country, years=year, language=language)
    return dict(sorted(known.items()))
