"""Writing many rows at once, past the ORM's compiler, which costs more than the database does.

Numbers are given out beforehand, so that rows of other tables can speak of them without a question back.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)
#: From so many rows on PostgreSQL's COPY is quicker than statements.
WORTH_COPYING = 50
#: Values of these types go to the database as they are; all others are made ready by their column.
_PLAIN = frozenset((str, int, bool, type(None)))


def blank(model: type[Row]) -> Row:
    """A new row with the defaults of its columns.

    The same as `model()`, past the initialiser: it takes longer than all else that an import does with a row.
    """
    plain, made = _defaults(model)
    row = model.__new__(model)
    values = row.__dict__
    values.update(plain)
    for name, default in made:
        values[name] = default()
    values["_state"] = ModelState()
    return row


@lru_cache(maxsize=500)
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """The values of the columns by attribute, and those that are made for each row."""
    made = [
        (column.attname, column.default)
        for column in model._meta.concrete_fields
        if column.has_default() and callable(column.default)
    ]
    plain = {column.attname: column.get_default() for column in model._meta.concrete_fields}
    return plain, made


def number(objects: Sequence[models.Model]) -> None:
    """Give numbers to rows that have none yet. Must run in the transaction that writes them."""
    new = [one for one in objects if one.pk is None]
    if not new:
        return
    table, key = type(new[0])._meta.db_table, _key(type(new[0]))
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', key, len(new)],
            )
            numbers = [row[0] for row in cursor.fetchall()]
        else:
            # Writers queue on SQLite, so the numbers after the last one ever given are ours.
            cursor.execute(
                f"SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0),"
                f" coalesce((SELECT max({quote(key)}) FROM {quote(table)}), 0))",
                [table],
            )
            last = cursor.fetchone()[0]
            numbers = list(range(last + 1, last + 1 + len(new)))
    for one, given in zip(new, numbers, strict=True):
        one.pk = given


def insert(objects: Sequence[models.Model]) -> None:
    """Insert rows of one model, numbered or not. Raises IntegrityError and DataError as the database does."""
    if not objects:
        return
    number(objects)
    model = type(objects[0])
    columns: Sequence[Any] = model._meta.concrete_fields
    values = map(itemgetter(*[column.attname for column in columns]), map(attrgetter("__dict__"), objects))
    insert_values(model, [column.column for column in columns], _ready(columns, values))
    for one in objects:
        one._state.adding = False
        one._state.db = connection.alias


def insert_values(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, ignore_conflicts: bool = False
) -> None:
    """Insert bare values that need no preparing."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    named = ", ".join(quote(column) for column in columns)
    rows = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not ignore_conflicts and len(rows) >= WORTH_COPYING:
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        conflict = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
        cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks}){conflict}", rows)


def update(objects: Sequence[models.Model], columns: Collection[str]) -> None:
    """Write these columns of rows that are there."""
    if not objects:
        return
    model = type(objects[0])
    fields: list[Any] = [model._meta.get_field(name) for name in sorted(columns)]
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    names = [field.attname for field in fields]
    key = _key(model)
    values = ([getattr(one, name) for name in names] for one in objects)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {assignments} WHERE {quote(key)} = %s",
            [(*ready, one.pk) for ready, one in zip(_ready(fields, values), objects, strict=True)],
        )


def _key(model: type[models.Model]) -> str:
    assert model._meta.pk is not None
    return str(model._meta.pk.column)


def _ready(columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    """The rows with values made ready for the database, column by column: most columns need nothing."""
    by_column = zip(*rows, strict=True)
    return zip(*map(_ready_column, columns, by_column), strict=True)


def _ready_column(column: Any, values: Sequence[Any]) -> Sequence[Any]:
    if isinstance(column, models.JSONField):
        return _ready_json(column, values)
    if _PLAIN.issuperset(map(type, values)):
        return values
    # The same moments and dates come again and again.
    known = {(type(one), one): None for one in values}
    known = {key: column.get_db_prep_save(key[1], connection) for key in known}
    return [known[type(one), one] for one in values]


def _ready_json(column: Any, values: Sequence[Any]) -> Sequence[Any]:
    """Most lists of new records are empty, and the data of their events one and the same."""
    adapt, encoder = connection.ops.adapt_json_value, column.encoder
    known: dict[type, Any] = {list: adapt([], encoder), dict: adapt({}, encoder)}
    ready: list[Any] = []
    before, adapted = None, None
    for one in values:
        if not one and type(one) in known:
            ready.append(known[type(one)])
            continue
        if one is not before:
            before, adapted = one, None if one is None else adapt(one, encoder)
        ready.append(adapted)
    return ready
