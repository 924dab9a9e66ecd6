"""What a database says of its tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from caruso.objects.mapped.as_text import written
from caruso.objects.mapped.types import KEYABLE, TEXTS, UUID, WHOLE
from caruso.screens.away import SourceAway

#: Names with signs that nobody sees are left out, and that is told.
_SHOWN = re.compile(r"[^\x00-\x1f\x7f]{1,120}")
#: So many different values are read of a column that may hold codes, of so many rows.
MOST_VALUES = 50
MOST_ROWS = 200_000


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
    leads_by: str = ""
    codes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Leading:
    """A foreign key: columns that together hold the `keys` of a row of another table."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        return " + ".join(self.columns)


@dataclass(frozen=True)
class Key:
    """Columns by which the rows are told apart."""

    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        return " + ".join(self.names)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.columns]

    @property
    def numbers(self) -> bool:
        """Whether it numbers the rows by itself."""
        return len(self.columns) == 1 and self.columns[0].type in WHOLE

    @property
    def may_be_empty(self) -> bool:
        return any(one.null and not (self.numbers and one.is_key) for one in self.columns)


@dataclass
class Table:
    """`primary` is the primary key, `together` the columns that only together are different in each row.

    `left_out` are columns whose names cannot be shown, `leading` its foreign keys.
    """

    name: str
    columns: list[Column]
    primary: list[str] = field(default_factory=list)
    together: list[list[str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    leading: list[Leading] = field(default_factory=list)

    @property
    def keys(self) -> list[Key]:
        """What the database keeps its rows apart by; first what numbers them, as no book is needed for that."""
        alone = [Key((one,)) for one in self.columns if one.type in KEYABLE and (one.is_key or one.is_unique)]
        by_name = {one.name: one for one in self.columns if one.type in KEYABLE}
        known = [names for names in self.together if all(name in by_name for name in names)]
        together = [Key(tuple(by_name[name] for name in names)) for names in known]
        found = [key for key in [*alone, *together] if not (key.numbers and key.may_be_empty)]
        return sorted(found, key=lambda key: (not key.numbers, key.may_be_empty, key.names != self.primary))

    @property
    def leading_together(self) -> list[Leading]:
        """The foreign keys of several columns."""
        return [one for one in self.leading if len(one.columns) > 1]

    @property
    def numbering(self) -> list[Key]:
        """What may number the rows; without a key, as a view is, each column that could until the rows are counted."""
        found = [Key((one,)) for one in self.columns if one.type in WHOLE | TEXTS]
        return self.keys or sorted(found, key=lambda key: (not key.numbers, key.name.lower() != "id"))

    def key_named(self, name: str) -> Key | None:
        return next((key for key in self.numbering if key.name == name), None)

    def has_key(self, columns: Sequence[str]) -> bool:
        return list(columns) in [key.names for key in self.keys]


def table_names(alias: str) -> list[str]:
    """The tables and views whose names can be shown. Raises SourceAway."""
    return [name for name in _all_names(alias) if _SHOWN.fullmatch(name)]


def names_left_out(alias: str) -> list[str]:
    """Those of the others, as one would write them in a program. Raises SourceAway."""
    return [ascii(name) for name in _all_names(alias) if not _SHOWN.fullmatch(name)]


def _all_names(alias: str) -> list[str]:
    connection = connections[alias]
    with _understood(connection), connection.cursor() as cursor:
        found = connection.introspection.get_table_list(cursor)
    return sorted(one.name for one in found)


def has_schema(alias: str, name: str) -> bool:
    """Whether a database of PostgreSQL has this schema. Raises SourceAway."""
    connection = connections[alias]
    with _understood(connection), connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %s", [name])
        found = cursor.fetchone()
    return bool(found and found[0])


def read_table(alias: str, name: str) -> Table:
    """Raises SourceAway; KeyError for a table that is not there."""
    if name not in table_names(alias):
        raise KeyError(name)
    connection = connections[alias]
    with _understood(connection), connection.cursor() as cursor:
        inside: Any = connection.introspection
        lines = inside.get_table_description(cursor, name)
        constraints = inside.get_constraints(cursor, name)
        leading = [
            Leading(tuple(columns), other, tuple(keys)) for columns, other, keys in inside.links_of(cursor, name)
        ]
        types = inside.types_of(cursor, name)
    columns = [
        _column(inside, line, constraints.values(), leading, types) for line in lines if _SHOWN.fullmatch(line.name)
    ]
    left_out = [ascii(line.name) for line in lines if not _SHOWN.fullmatch(line.name)]
    unique = [one for one in constraints.values() if one["columns"] and (one["primary_key"] or one["unique"])]
    primary: list[str] = next((one["columns"] for one in unique if one["primary_key"]), [])
    together = [one["columns"] for one in unique if len(one["columns"]) > 1]
    return Table(name, columns, primary, together, left_out, leading)


def each_once(alias: str, table: Table, column: str) -> bool:
    """Whether something stands in the column in each row, and nothing twice, as the rows are now. Raises SourceAway."""
    connection = connections[alias]
    name, rows = connection.ops.quote_name(column), connection.ops.quote_name(table.name)
    with _understood(connection), connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*), COUNT(DISTINCT {name}) FROM {rows}", [])
        count, different = cursor.fetchone()
    return bool(count == different)


def values_in(alias: str, table: Table, column: Column) -> list[str]:
    """The different values at the beginning of the table, as text, and one more than `MOST_VALUES` where there are more.

    Raises SourceAway.
    """
    connection = connections[alias]
    quoted, rows = connection.ops.quote_name(column.name), connection.ops.quote_name(table.name)
    value = quoted if column.type in TEXTS - {UUID} else written(column.type, connection.vendor).format(quoted)
    begun = f"SELECT {quoted} FROM {rows} WHERE {quoted} IS NOT NULL LIMIT {MOST_ROWS}"
    with _understood(connection), connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {value} FROM ({begun}) AS begun LIMIT {MOST_VALUES + 1}", [])
        found = [_as_text(value) for (value,) in cursor.fetchall()]
    return sorted(value for value in found if value)


def _as_text(value: Any) -> str:
    return (value.decode(errors="replace") if isinstance(value, bytes) else str(value)).strip()


def _column(inside: Any, line: Any, constraints: Any, leading: list[Leading], types: Any) -> Column:
    link = next((one for one in leading if one.columns == (line.name,)), None)
    type, codes = types.get(line.name, ("", []))
    type = type or _like(inside, line)
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
        leads_to=link.table if link else "",
        leads_by=link.keys[0] if link else "",
        codes=codes,
    )


def _like(inside: Any, line: Any) -> str:
    """The class of Django that the column is like; empty where there is none."""
    try:
        type = inside.get_field_type(line.type_code, line)
    except KeyError:
        return ""
    return str(type[0] if isinstance(type, tuple) else type)


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
