"""What a database says of its tables."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from caruso.screens.away import SourceAway

#: Names are put into SQL between quotes; what could end them is not offered.
_SAFE = re.compile(r"[^\"'`%\[\]\\\x00-\x1f]{1,120}")
WHOLE = {
    "AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField",
    "PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField",
}  # fmt: skip
#: Shown as the text that it is; nobody writes it here.
JSON = "JSONField"


@dataclass
class Column:
    """A column as it is: the Django class it is like, whether it may be empty, and what is known of it."""

    name: str
    type: str
    length: int | None = None
    null: bool = True
    has_default: bool = False
    is_key: bool = False
    is_unique: bool = False
    is_indexed: bool = False
    leads_to: str = ""
    codes: list[str] = field(default_factory=list)


@dataclass
class Table:
    name: str
    columns: list[Column]

    @property
    def keys(self) -> list[Column]:
        """The columns that number the rows: whole numbers, each one once."""
        found = [one for one in self.columns if one.type in WHOLE and (one.is_key or (one.is_unique and not one.null))]
        return sorted(found, key=lambda one: not one.is_key)

    @property
    def numbering(self) -> list[Column]:
        """What may number the rows; without a key, as a view is, each column of whole numbers until they are counted."""
        found = [one for one in self.columns if one.type in WHOLE]
        return self.keys or sorted(found, key=lambda one: one.name.lower() != "id")

    def has_key(self, column: str) -> bool:
        return column in {one.name for one in self.keys}


def table_names(alias: str) -> list[str]:
    """The tables and views whose names can be used. Raises SourceAway."""
    connection = connections[alias]
    with _understood(connection), connection.cursor() as cursor:
        found = connection.introspection.get_table_list(cursor)
    return sorted(one.name for one in found if _SAFE.fullmatch(one.name))


def read_table(alias: str, name: str) -> Table:
    """Raises SourceAway; KeyError for a table that is not there."""
    if name not in table_names(alias):
        raise KeyError(name)
    connection = connections[alias]
    with _understood(connection), connection.cursor() as cursor:
        inside = connection.introspection
        lines = inside.get_table_description(cursor, name)
        constraints = inside.get_constraints(cursor, name)
        links = inside.get_relations(cursor, name)
        codes = _enumerations(cursor, name) if connection.vendor == "mysql" else {}
    columns = [
        _column(inside, line, constraints.values(), links, codes) for line in lines if _SAFE.fullmatch(line.name)
    ]
    return Table(name, columns)


def each_once(alias: str, table: Table, column: str) -> bool:
    """Whether the column has a number in each row, and none twice, as the rows are now. Raises SourceAway."""
    connection = connections[alias]
    name, rows = connection.ops.quote_name(column), connection.ops.quote_name(table.name)
    with _understood(connection), connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*), COUNT(DISTINCT {name}) FROM {rows}")
        count, different = cursor.fetchone()
    return bool(count == different)


def _column(inside: Any, line: Any, constraints: Any, links: Any, codes: dict[str, list[str]]) -> Column:
    try:
        type = inside.get_field_type(line.type_code, line)
    except KeyError:
        type = ""
    type = type[0] if isinstance(type, tuple) else type
    own = [one for one in constraints if one["columns"] and one["columns"][0] == line.name]
    alone = [one for one in own if one["columns"] == [line.name]]
    length = line.internal_size if type in ("CharField", "TextField") else None
    if inside.connection.vendor == "mysql" and line.type_code == 1 and line.display_size == 1:
        type = "BooleanField"
    return Column(
        name=line.name,
        type=type,
        length=length if length and 0 < length <= 65_535 else None,
        null=bool(line.null_ok),
        has_default=line.default is not None,
        is_key=any(one["primary_key"] for one in alone),
        is_unique=any(one["unique"] or one["primary_key"] for one in alone),
        is_indexed=any(one["index"] or one["unique"] or one["primary_key"] for one in own),
        leads_to=links[line.name][1] if line.name in links else "",
        codes=codes.get(line.name, []),
    )


def _enumerations(cursor: Any, table: str) -> dict[str, list[str]]:
    """The values of the columns that may hold only certain ones."""
    cursor.execute(
        "SELECT column_name, column_type FROM information_schema.columns"
        " WHERE table_schema = DATABASE() AND table_name = %s AND data_type = 'enum'",
        [table],
    )
    return {name: re.findall(r"'((?:[^']|'')*)'", told) for name, told in cursor.fetchall()}


class _understood:
    """What the introspection cannot make sense of is told as what it is."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: Any, problem: Any, _trace: Any) -> None:
        if isinstance(problem, DatabaseError):
            reason = _("Its tables cannot be read: %(problem)s") % {"problem": str(problem)[:200]}
            raise SourceAway(self.connection.source.name, reason) from problem
