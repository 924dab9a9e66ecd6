"""Roles that hide fields or let them only be read, and values by which a field is known wherever it is shown."""

import calendar
import datetime
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from caruso.kernel.access.roles import clean_rights
from caruso.kernel.fields import Field
from caruso.kernel.models import Role, Team, User
from caruso.kernel.values import stored_value
from caruso.screens.description import Screen, screen_of
from conftest import ALL_RIGHTS
from tests.access.scene import ENDS, make

#: Screens of which some fields are for others than the owner to write, whatever the role says of the field.
OTHERS_DECIDE = {"credit-terms"}
#: Choices with which a record keeps what its other fields are given, where the last one offered would not do.
KEEPING = {"targets": {"measure": "invoiced"}}
_numbers = itertools.count(100)


def limit(person: User, screen: Screen, fields: dict[str, str]) -> Role:
    """Let the person do everything, but for these fields of this object (`hidden` or `read`)."""
    return limit_all(person, {screen: fields})


def limit_all(person: User, fields: Mapping[Screen, dict[str, str]]) -> Role:
    """The same for the fields of several objects at once."""
    less = {screen.key: {**ALL_RIGHTS, "fields": rights} for screen, rights in fields.items()}
    rights = clean_rights({"*": ALL_RIGHTS, **less})
    role = Role.objects.create(name=f"Less {next(_numbers)}", rights=rights)
    person.roles.set([role])
    person.__dict__.pop("access", None)
    return role


@dataclass
class Marked:
    """A record whose fields hold values that occur nowhere else; `marks` says how each looks when it is shown."""

    screen: Screen
    record: Any
    marks: dict[str, list[str]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return list(self.marks)

    def stored(self) -> dict[str, Any]:
        kept = type(self.record).objects.get(pk=self.record.pk)
        return {name: stored_value(kept, name) for name in self.names}


def marked(screen: Screen, owner: User) -> Marked:
    """A record made and then changed, so that its history tells of every field that people write."""
    one = Marked(screen, make(screen, owner))
    values: dict[str, Any] = {}
    for name, described in screen.object.fields.items():
        if described.editable and not (screen.slug in ENDS and described.kind.name == "relation"):
            values[name], one.marks[name] = _mark(described, owner)
    values |= KEEPING.get(screen.slug, {})
    one.record.change(values, by=None if screen.slug in OTHERS_DECIDE else owner)
    return one


def _mark(described: Field, owner: User) -> tuple[Any, list[str]]:
    number = next(_numbers)
    word = f"Zq{number}secret"
    kind = described.kind.name
    if kind == "relation":
        target = make(screen_of(described.target), owner)
        title = screen_of(described.target).title
        parts = {"last_name": word, "first_name": ""} if described.target == "customers.contact" else {title: word}
        target.change(parts, by=owner)
        return target.pk, [word]
    if kind == "person":
        return User.objects.create_user(f"{word}@example.com", name=word).pk, [word]
    if kind == "team":
        return Team.objects.create(name=word).pk, [word]
    if kind == "entries":
        entry = {part.name: _mark(part, owner) for part in described.columns if part.kind.name != "yes_no"}
        value = described.parse([{name: given for name, (given, _looks) in entry.items()}])
        return value, [look for _given, looks in entry.values() for look in looks]
    if kind in ("choice", "choices"):
        last = list(described.choices)[-1][0]
        return (last if kind == "choice" else [last]), []
    simple: dict[str, tuple[Any, list[str]]] = {
        "yes_no": (True, []),
        "tags": ([word.lower()], [word]),
        "email": (f"{word}@example.com".lower(), [word]),
        "url": (f"https://{word}.example".lower(), [word]),
        "phone": (
            f"+48601{number % 1000:03}{number % 1000:03}",
            [f"601{number % 1000:03}{number % 1000:03}", f"{number % 1000:03} {number % 1000:03}"],
        ),
        "date": (day := _day(1900, number), _looks_of_day(day)),
        "annual_day": (day, _looks_of_day(day)),
        "datetime": (
            datetime.datetime.combine(later := _day(2010, number), datetime.time(8), datetime.UTC),
            _looks_of_day(later),
        ),
    }
    if kind in simple:
        return simple[kind]
    if kind in ("integer", "duration"):
        # Within what the smallest column holds, however many records were marked before.
        marked_by = 30_000 + number % 2_700
        return marked_by, [f"{marked_by:,}".replace(",", between) for between in ("", "\u202f", ",", "\xa0")]
    if kind in ("decimal", "percent"):
        return Decimal("37.25"), []  # too short to be told from other figures
    if kind == "money":
        return Decimal(40_000 + number), [str(40_000 + number), f"40\u202f{number}", f"40,{number}", f"40\xa0{number}"]
    if described.max_length and described.max_length < len(word):
        return word[: described.max_length], []
    return word, [word]


def _day(first_year: int, number: int) -> datetime.date:
    """Another day for each of a thousand numbers that follow one another."""
    return datetime.date(first_year + number % 80, 1 + number // 80 % 12, 17)


def _looks_of_day(day: datetime.date) -> list[str]:
    """How the day is written; the year alone would be found in the numbers of records too."""
    month = calendar.month_name[day.month]
    return [
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day:%d/%m/%Y}",
    ]
