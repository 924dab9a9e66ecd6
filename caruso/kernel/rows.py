"""Writing many rows at once, past the ORM's compiler, which costs more than the database does.

Numbers are given out beforehand, so that rows of other tables can speak of them without a question back.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models

#: Values of these types go to the database as they are; all others are made ready by their column.
_PLAIN = (str, int, bool, type(None))


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
    names = [column.attname for column in columns]
    ready = _preparer(columns)
    insert_values(
        model, [column.column for column in columns], (ready([getattr(one, n) for n in names]) for one in objects)
    )
    for one in objects:
        one._state.adding = False
        one._state.db = connection.alias


def insert_values(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, ignore_conflicts: bool = False
) -> None:
    """Insert bare values that need no preparing."""
    quote = connection.ops.quote_name
    named = ", ".join(quote(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    conflict = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({named}) VALUES ({marks}){conflict}", list(rows)
        )


def update(objects: Sequence[models.Model], columns: Collection[str]) -> None:
    """Write these columns of rows that are there."""
    if not objects:
        return
    model = type(objects[0])
    fields: list[Any] = [model._meta.get_field(name) for name in sorted(columns)]
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    ready = _preparer(fields)
    names = [field.attname for field in fields]
    key = _key(model)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {assignments} WHERE {quote(key)} = %s",
            [[*ready([getattr(one, name) for name in names]), one.pk] for one in objects],
        )


def _key(model: type[models.Model]) -> str:
    assert model._meta.pk is not None
    return str(model._meta.pk.column)


def _preparer(columns: Sequence[Any]) -> Callable[[list[Any]], list[Any]]:
    """A function that makes one row of values ready for the database."""
    json_places = frozenset(at for at, column in enumerate(columns) if isinstance(column, models.JSONField))
    known: dict[tuple[int, Any], Any] = {}
    empty = {at: {} for at in json_places}  # type: dict[int, dict[str, Any]]

    def prepared(at: int, value: Any) -> Any:
        if at in json_places:
            if value:
                return columns[at].get_db_prep_save(value, connection)
            made = empty[at]
            if repr(value) not in made:
                made[repr(value)] = columns[at].get_db_prep_save(value, connection)
            return made[repr(value)]
        if type(value) in _PLAIN:
            return value
        try:
            return known[at, value]
        except KeyError:
            if len(known) > 5000:
                known.clear()
            known[at, value] = made_ready = columns[at].get_db_prep_save(value, connection)
            return made_ready

    def row(values: list[Any]) -> list[Any]:
        for at, value in enumerate(values):
            if at in json_places or type(value) not in _PLAIN:
                values[at] = prepared(at, value)
        return values

    return row
