"""The matrix of a role: a row for every object, a column for every right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.access.rights import OTHERS, RIGHTS, SCOPES
from caruso.kernel.access.roles import clean_rights
from caruso.kernel.objects import business_objects

Rights = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Cell:
    name: str
    right: Any
    chosen: str
    scopes: list[tuple[str, Any]]


@dataclass(frozen=True)
class Row:
    """`own` is whether the object has rights of its own, not those of every other object."""

    object: str
    label: str
    own: bool
    cells: list[Cell]
    restricted_fields: int


def rows_of(rights: Rights) -> list[Row]:
    """Every other object first, then each object by its name."""
    described = sorted(business_objects(), key=lambda one: one.label_plural)
    labels = [(OTHERS, _("every other object")), *((one.key, one.label_plural) for one in described)]
    return [row_of(object, label, rights) for object, label in labels]


def rights_posted(posted: Mapping[str, str], before: Rights) -> dict[str, dict[str, Any]]:
    """The rights that the matrix says. A row has its own where it is ticked, or differs from what it showed."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows_of(before):
        chosen: dict[str, Any] = {right: posted.get(f"{row.object}-{right}", "none") for right in RIGHTS}
        differs = any(chosen[right] != cell.chosen for right, cell in zip(RIGHTS, row.cells, strict=True))
        ticked = f"{row.object}-own" in posted
        if row.object == OTHERS or ticked or (differs and not row.own):
            fields = before.get(row.object, {}).get("fields", {})
            found[row.object] = {**chosen, "fields": fields}
    return clean_rights(found)


def row_of(object: str, label: str, rights: Rights) -> Row:
    """The line of one object."""
    own = rights.get(object) or rights.get(OTHERS) or {}
    cells = [
        Cell(f"{object}-{right}", title, own.get(right, "none"), _scopes(right)) for right, title in RIGHTS.items()
    ]
    return Row(object, label, bool(rights.get(object)), cells, len(own.get("fields", {})))


def _scopes(right: str) -> list[tuple[str, Any]]:
    """A new record is nobody's yet, so it may be made or not."""
    if right == "create":
        return [("none", _("no")), ("all", _("yes"))]
    return list(SCOPES.items())
