"""Tables of links: one for each field whose links are kept as JSON, so that the database guards where they lead.

The record says where it leads, in order and in its history; the table says the same, for finding from either side.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import Field
from caruso.kernel.objects import business_objects
from caruso.kernel.written import Written


class LeadsTo(Func):
    """Whether a record leads, by one table of links, to one of the targets; without targets, whether anywhere."""

    output_field = models.BooleanField()
    conditional = True
    ends = ("record", "target")

    def __init__(self, table: str, record: Any, *targets: Any) -> None:
        self.table = table
        super().__init__(record, *targets)

    def as_sql(self, compiler: Any, connection: Any, *_more: Any, **context: Any) -> Any:
        parts = [compiler.compile(source) for source in self.get_source_expressions()]
        (record, params), targets = parts[0], parts[1:]
        here, there = self.ends
        wanted = f' WHERE "{there}" IN ({", ".join(text for text, _params in targets)})' if targets else ""
        select = f'SELECT "{here}" FROM {connection.ops.quote_name(self.table)}{wanted}'
        return f"{record} IN ({select})", [*params, *(one for _text, some in targets for one in some)]


class LedTo(LeadsTo):
    """The same from the other end: whether one of the records leads to this target."""

    ends = ("target", "record")


def create(table: str, holder: type[models.Model], target: type[models.Model]) -> None:
    """The table of one field. What is removed at either end takes its links along."""
    quote = connection.ops.quote_name
    ends = ", ".join(
        f'"{name}" bigint NOT NULL REFERENCES {quote(model._meta.db_table)} ("id") ON DELETE CASCADE'
        for name, model in (("record", holder), ("target", target))
    )
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TABLE {quote(table)} ({ends}, PRIMARY KEY ("record", "target"))')
        cursor.execute(f'CREATE INDEX {quote(f"{table}_back")} ON {quote(table)} ("target", "record")')


def drop(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}")


def keep(written: Written) -> None:
    """Write the links of the records just written; runs in their transaction."""
    if written.verb not in ("create", "change"):
        return
    for field in written.object.fields.values():
        if field.links:
            _keep_field(field, written)


def fields_leading_to(object: str) -> Iterator[tuple[Any, Field]]:
    """The models and fields whose links in a table lead to records of this object."""
    for described in business_objects():
        for field in described.fields.values():
            if field.links and field.target == object:
                yield described.model, field


def targets_of(field: Field, value: Any) -> list[int]:
    """Where a value leads."""
    return list(value or ()) if field.kind.family == "records" else [value] if value else []


def _keep_field(field: Field, written: Written) -> None:
    from caruso.kernel.values import stored_value

    touched = [record for record, one in written.pairs() if one is None or field.name in one]
    pairs = [
        (record.pk, target) for record in touched for target in targets_of(field, stored_value(record, field.name))
    ]
    table = connection.ops.quote_name(field.links)
    try:
        with connection.cursor() as cursor:
            if written.verb == "change" and touched:
                cursor.executemany(f'DELETE FROM {table} WHERE "record" = %s', [(record.pk,) for record in touched])
            if pairs:
                cursor.executemany(f'INSERT INTO {table} ("record", "target") VALUES (%s, %s)', pairs)
    except IntegrityError:
        raise ValidationError({field.name: _("Please choose from the list.")}) from None
