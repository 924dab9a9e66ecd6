"""The facts of a record: its fields in sections, those that say something first in sight."""

from dataclasses import dataclass
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, visible_fields
from caruso.screens.links import Links, value_of


@dataclass
class Fact:
    field: Field
    editable: bool


@dataclass
class FactSection:
    title: Any
    facts: list[Fact]


@dataclass
class Facts:
    """`sections` hold what the record says, `empty` the fields that nobody has filled."""

    sections: list[FactSection]
    empty: list[Fact]
    links: Links


def facts_of(screen: Screen, record: Any, user: User, *, may_edit: bool) -> Facts:
    """The facts that this person may see, with the titles of what they link to."""
    sections, empty = [], []
    writable = set(editable_fields(screen, user)) if may_edit else set()
    for part in screen.fact_sections():
        facts = [Fact(screen.field(name), name in writable) for name in visible_fields(screen, user, part.fields)]
        said = [fact for fact in facts if not _is_empty(fact.field, record)]
        empty += [fact for fact in facts if _is_empty(fact.field, record)]
        if said:
            sections.append(FactSection(part.title, said))
    fields = [fact.field for section in sections for fact in section.facts]
    return Facts(sections, empty, Links(user).collect([record], fields))


def _is_empty(field: Field, record: Any) -> bool:
    return value_of(field, record) in (None, "", [])
