"""Titles of linked records, read in one query per target, and only those that the viewer may see."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.models import Team, User
from caruso.screens.description import screen_of

#: What a column of numbers holds; databases refuse to look for more.
LARGEST_NUMBER = 2**63 - 1


class Links:
    """Looks up what link fields lead to: `links.title("customers.account", 12)`; None for what is hidden."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._titles: dict[str, dict[int, str]] = defaultdict(dict)

    def collect(self, records: Iterable[Any], fields: Iterable[Field]) -> "Links":
        """Read the titles that these fields of these records need."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for field in fields:
            if field.kind.family == "link":
                for record in records:
                    if number := link_number(record, field):
                        wanted[field.target].add(number)
        for target, numbers in wanted.items():
            self.read(target, numbers)
        return self

    def title(self, target: str, number: int) -> str | None:
        return self._titles[target].get(number)

    def read(self, target: str, numbers: set[int]) -> None:
        """Read the titles of these records."""
        known = self._titles[target]
        if missing := numbers - known.keys():
            known.update(titles(target, missing, self.user))


def titles(target: str, numbers: set[int], user: User) -> dict[int, str]:
    """What these records, people or teams are called; those that the user does not see are left out."""
    numbers = {number for number in numbers if number <= LARGEST_NUMBER}
    if target == "kernel.user":
        return {person.pk: str(person) for person in User.objects.filter(pk__in=numbers).only("name", "email")}
    if target == "kernel.team":
        return dict(Team.objects.filter(pk__in=numbers).values_list("pk", "name"))
    screen = screen_of(target)
    if user.access.field(target, screen.title) == "hidden":
        return {}
    return dict(screen.model.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", screen.title))


def link_number(record: Any, field: Field) -> int | None:
    """The number that a link field of the record holds."""
    return record.custom.get(field.name) if field.custom else getattr(record, f"{field.name}_id")


def value_of(field: Field, record: Any) -> Any:
    """The value as `Record.change` takes it: a link as its number, without reading what it leads to."""
    return link_number(record, field) if field.kind.family == "link" else field.value_of(record)
