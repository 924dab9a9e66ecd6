"""The facts of a record: its fields in sections, those that say something first in sight."""

from dataclasses import dataclass
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, visible_fields
from caruso.screens.links import Links


@dataclass
class Fact:
    field: Field
    editable: bool


@dataclass
class FactSection:
    title: Any
    facts: list[Fact]
    closed: bool


@dataclass
class Facts:
    sections: list[FactSection]
    links: Links


def facts_of(screen: Screen, record: Any, user: User, *, may_edit: bool) -> Facts:
    """The facts that this person may see, with the titles of what they link to."""
    sections = []
    writable = set(editable_fields(screen, user)) if may_edit else set()
    for part in screen.fact_sections():
        facts = [Fact(screen.field(name), name in writable) for name in visible_fields(screen, user, part.fields)]
        if facts:
            closed = part.closed and not any(fact.field.value_of(record) for fact in facts)
            sections.append(FactSection(part.title, facts, closed))
    fields = [fact.field for section in sections for fact in section.facts]
    return Facts(sections, Links(user).collect([record], fields))
