"""Where a column may go: the fields of the object, the sorts and parts of its lists, and new fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.defining import OFFERED_KINDS
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields
from caruso.screens.transfer.importing.entry_cells import EntryShape
from caruso.screens.transfer.importing.plan import NEW_FIELD
from caruso.screens.transfer.importing.rows import RECORD_NUMBER

#: Kinds offered for a new field; those that need choices are not told by a column.
NEW_KINDS = ("text", "long_text", "integer", "decimal", "date", "yes_no", "email", "phone", "url")


@dataclass(frozen=True)
class Group:
    """Choices under one heading: (path, label) pairs."""

    label: str
    choices: list[tuple[str, str]]


def targets(screen: Screen, user: User) -> list[Group]:
    """What the columns of a file may be for this person."""
    groups = [Group("", _simple(screen, user))]
    fields = screen.object.fields
    for name in editable_fields(screen, user):
        if fields[name].kind.name == "entries":
            groups.append(Group(_label(fields[name]), list(_entry_choices(fields[name]))))
    groups.append(Group(_("Others"), [(RECORD_NUMBER, _("Number in Caruso"))]))
    if user.access.administers:
        kinds = [(f"{NEW_FIELD}{kind}", _("New field: %(kind)s") % {"kind": OFFERED_KINDS[kind]}) for kind in NEW_KINDS]
        groups.append(Group(_("New fields"), kinds))
    return groups


def known_paths(groups: list[Group]) -> set[str]:
    return {path for group in groups for path, _label in group.choices} | {""}


def _simple(screen: Screen, user: User) -> list[tuple[str, str]]:
    fields = screen.object.fields
    names = list(editable_fields(screen, user))
    derived = [
        name
        for name in screen.vocabulary.meanings
        if name in fields and not fields[name].editable and user.access.field(screen.key, name) == "edit"
    ]
    usable = [name for name in [*derived, *names] if fields[name].kind.name not in ("entries", "team")]
    return [(name, _label(fields[name])) for name in usable if fields[name].target != "kernel.attachment"]


def _entry_choices(field: Field) -> Iterator[tuple[str, str]]:
    shape = EntryShape(field)
    if shape.naming is None or shape.naming.name != "type":
        yield field.name, _label(field)
        if shape.naming is not None and shape.naming.name == "relation":
            yield f"{field.name}.spouse", _label(field) + ": " + _("spouse")
            yield f"{field.name}.children", _label(field) + ": " + _("children")
        return
    yield field.name, _("%(list)s, all in one cell") % {"list": _label(field)}
    for sort, label in shape.naming.choices:
        if not shape.several:
            yield f"{field.name}.{sort}", f"{_label(field)}: {label}"
            continue
        for part in field.columns:
            if part.name not in ("type", "primary"):
                yield f"{field.name}.{sort}.{part.name}", f"{_label(field)}: {label}, {part.label}"


def _label(field: Any) -> str:
    text = str(field.label)
    return text[:1].upper() + text[1:]
