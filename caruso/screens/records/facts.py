"""The facts of a record: its fields in sections, those that say something first in sight."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caruso.kernel.asking import out_of_sight
from caruso.kernel.fields import Field
from caruso.kernel.fields.computed import work_out
from caruso.kernel.models import User
from caruso.screens.cells import cell
from caruso.screens.conditional import held
from caruso.screens.description import Screen, Section
from caruso.screens.doors import editable_fields, visible_fields
from caruso.screens.links import Links, value_of
from caruso.ui import icons

#: What can be changed of a record that is final.
HANDED_OVER = {"owner", "team"}


@dataclass
class Fact:
    field: Field
    editable: bool


@dataclass
class FactSection:
    title: Any
    facts: list[Fact]
    closed: bool = False


@dataclass
class Facts:
    """`sections` hold what the record says, `empty` the fields that nobody has filled."""

    sections: list[FactSection]
    empty: list[Fact]
    links: Links


def facts_of(
    screen: Screen, record: Any, user: User, *, may_edit: bool, parts: Iterable[Section] | None = None
) -> Facts:
    """The facts that this person may see, with the titles of what they link to; `parts` stands for the sections."""
    sections, empty = [], []
    work_out([record], [screen.field(name) for part in screen.fact_sections() for name in part.fields])
    final = set(screen.object.built_in_fields) - HANDED_OVER if record.is_final else set()
    unseen = out_of_sight(record) if record.out_of_sight is None else record.out_of_sight
    writable = set(editable_fields(screen, user)) if may_edit else set()
    for part in held(parts if parts is not None else screen.fact_sections(), screen, record, user):
        facts = [
            Fact(screen.field(name), name in writable and name not in final)
            for name in visible_fields(screen, user, part.fields)
            if name not in unseen
        ]
        said = [fact for fact in facts if not _is_empty(fact.field, record)]
        empty += [fact for fact in facts if _is_empty(fact.field, record)]
        if said:
            sections.append(FactSection(part.title, said, part.closed))
    fields = [fact.field for section in sections for fact in section.facts]
    return Facts(sections, empty, Links(user).collect([record], fields))


def _is_empty(field: Field, record: Any) -> bool:
    return value_of(field, record) in (None, "", [])


def fact_lines(screen: Screen, record: Any, facts: Iterable[Fact], links: Links) -> SafeString:
    """The facts as HTML, joined in Python: a record has dozens, and templates cost microseconds for each word."""
    base, pencil, edit = f"{screen.record_url(record.pk)}/field/", icons.markup("pencil"), _("Edit %(label)s")
    lines = []
    for fact in facts:
        name, label = fact.field.name, str(fact.field.label)
        line = f'<dt>{escape(str(capfirst(label)))}</dt><dd id="fact-{name}">{cell(fact.field, record, links)}</dd>'
        if fact.editable:
            said = escape(edit % {"label": label})
            line += (
                f'<dd class="edit"><button type="button" hx-get="{base}{name}" hx-target="#fact-{name}" '
                f'aria-label="{said}">{pencil}</button></dd>'
            )
        lines.append(f'<div class="fact">{line}</div>')
    return SafeString("".join(lines))
