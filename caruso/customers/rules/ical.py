"""Activities as iCalendar text (RFC 5545)."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from caruso.customers.models import Activity

USUAL_MINUTES = 30


def calendar_of(activities: Iterable[Activity], *, name: str, address: Callable[[Activity], str]) -> str:
    """A whole calendar; lines end in CRLF and are folded at 75 octets, as the standard asks."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Caruso//Activities//EN", f"X-WR-CALNAME:{_escaped(name)}"]
    for activity in activities:
        lines += _event(activity, address(activity))
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(activity: Activity, address: str) -> list[str]:
    start = activity.due_at
    assert start is not None
    lines = ["BEGIN:VEVENT", f"UID:activity-{activity.pk}@caruso", f"DTSTAMP:{_moment(activity.updated_at)}"]
    if activity.all_day:
        day = timezone.localtime(start).date()
        lines += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
    else:
        end = start + timedelta(minutes=activity.minutes or USUAL_MINUTES)
        lines += [f"DTSTART:{_moment(start)}", f"DTEND:{_moment(end)}"]
    who = ", ".join(str(one) for one in (activity.contact, activity.account) if one)
    lines.append(f"SUMMARY:{_escaped(f'{activity.subject} – {who}' if who else activity.subject)}")
    if activity.body:
        lines.append(f"DESCRIPTION:{_escaped(activity.body[:2000])}")
    if activity.location:
        lines.append(f"LOCATION:{_escaped(activity.location)}")
    status = "CONFIRMED" if activity.done_at is None else "COMPLETED"
    return [*lines, f"URL:{address}", f"X-CARUSO-STATUS:{status}", "END:VEVENT"]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> str:
    """Folded after at most 75 octets, never inside a character."""
    parts: list[str] = []
    part = b""
    for char in line:
        octets = char.encode()
        if len(part) + len(octets) > (75 if not parts else 74):
            parts.append(part.decode())
            part = b""
        part += octets
    return "\r\n ".join([*parts, part.decode()])
