"""Titles of linked records, read in one query per target, and only those that the viewer may see."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

from django.utils.safestring import SafeString

from caruso.kernel.fields import Field
from caruso.kernel.fields.computed import work_out
from caruso.kernel.models import Attachment, Team, User
from caruso.screens.away import SourceAway
from caruso.screens.description import screen_of
from caruso.screens.marks import Drawn, has_marks, read_marks

#: What a column of numbers holds; databases refuse to look for more.
LARGEST_NUMBER = 2**63 - 1
NO_MARKS = SafeString("")


class Links:
    """Looks up what link fields lead to: `links.title("customers.account", 12)`; None for what is hidden.

    Programs want no marks: without them records may be rows of any kind.
    """

    def __init__(self, user: User, *, with_marks: bool = True) -> None:
        self.user, self.with_marks = user, with_marks
        self._titles: dict[str, dict[int, str]] = defaultdict(dict)
        self._marks: dict[str, dict[int, Drawn]] = defaultdict(dict)
        self._binned: dict[str, dict[int, str]] = defaultdict(dict)

    def collect(self, records: Iterable[Any], fields: Iterable[Field]) -> "Links":
        """Read the titles that these fields of these records need, and the marks of both; and work out what is not kept.

        So whoever shows fields of many records reads what belongs to them in a few queries.
        """
        records, fields = list(records), list(fields)
        if any(field.computed is not None for field in fields):
            work_out(records, fields)
        wanted: dict[str, set[int]] = defaultdict(set)
        if records and self.with_marks:
            self._mark(records[0]._meta.label_lower, {record.pk for record in records})
        for field in fields:
            if field.kind.family in ("link", "records"):
                for record in records:
                    wanted[field.target].update(link_numbers(record, field))
        for target, numbers in wanted.items():
            self.read(target, numbers)
        return self

    def title(self, target: str, number: int) -> str | None:
        return self._titles[target].get(number)

    def read(self, target: str, numbers: set[int]) -> None:
        """Read the titles of these records."""
        known = self._titles[target]
        if missing := numbers - known.keys():
            # What is away has no titles just now; the page that names it stands all the same.
            with suppress(SourceAway):
                known.update(titles(target, missing, self.user))
            self._mark(target, missing)

    def read_binned(self, target: str, numbers: set[int]) -> None:
        """For histories: what those of these records are called that are in the bin, as far as the viewer sees it there."""
        missing = numbers - self._titles[target].keys()
        if missing and (names := binned_titles(target, missing, self.user)):
            self._binned[target].update(names)

    def binned_title(self, target: str, number: int) -> str | None:
        return self._binned[target].get(number)

    def marks(self, target: str, number: int, apart: Collection[str] = ()) -> SafeString:
        """What stands beside the name of a record, as HTML; empty for most. What stands in the columns `apart` does not."""
        drawn = self._marks[target].get(number)
        if not drawn:
            return NO_MARKS
        return SafeString("".join(mark for column, mark in drawn.items() if not column or column not in apart))

    def mark_in(self, target: str, number: int, column: str) -> SafeString:
        """What stands in this column of a list instead of the value; empty for most."""
        return self._marks[target].get(number, {}).get(column, NO_MARKS)

    def _mark(self, target: str, numbers: set[int]) -> None:
        if self.with_marks and has_marks(target):
            self._marks[target].update(read_marks(target, numbers, self.user))


def titles(target: str, numbers: set[int], user: User) -> dict[int, str]:
    """What these records, people or teams are called; those that the user does not see are left out."""
    numbers = {number for number in numbers if number <= LARGEST_NUMBER}
    if target == "kernel.user":
        return {person.pk: str(person) for person in User.objects.filter(pk__in=numbers).only("name", "email")}
    if target == "kernel.team":
        return dict(Team.objects.filter(pk__in=numbers).values_list("pk", "name"))
    if target == "kernel.attachment":
        # Who sees the record sees its files, and a record names no other's.
        return dict(Attachment.objects.filter(pk__in=numbers, binned_at=None).values_list("pk", "name"))
    return _named(target, screen_of(target).model.objects.visible_to(user).filter(pk__in=numbers), user)


def binned_titles(target: str, numbers: set[int], user: User) -> dict[int, str]:
    """The same of what lies in the bin."""
    if target.startswith("kernel.") or not screen_of(target).has_bin:
        return {}
    numbers = {number for number in numbers if number <= LARGEST_NUMBER}
    return _named(target, screen_of(target).model.objects.visible_to(user, binned=True).filter(pk__in=numbers), user)


def _named(target: str, records: Any, user: User) -> dict[int, str]:
    screen = screen_of(target)
    if user.access.field(target, screen.title) == "hidden":
        return {}
    named = dict(records.values_list("pk", screen.title))
    field = screen.field(screen.title)
    if field.kind.family != "link":
        return named
    # A record titled by what it leads to (a key player by the contact) is called like that.
    others = titles(field.target, {number for number in named.values() if number}, user)
    return {number: others[other] for number, other in named.items() if other in others}


def link_number(record: Any, field: Field) -> int | None:
    """The number that a link field of the record holds."""
    number: int | None = record.custom.get(field.name) if field.custom else getattr(record, f"{field.name}_id")
    return number


def link_numbers(record: Any, field: Field) -> list[int]:
    """The numbers that a field of the record with one link or several holds."""
    if field.kind.family == "records":
        return field.value_of(record) or []
    number = link_number(record, field)
    return [number] if number else []


def value_of(field: Field, record: Any) -> Any:
    """The value as `Record.change` takes it: a link as its number, without reading what it leads to."""
    return link_number(record, field) if field.kind.family == "link" else field.value_of(record)
