"""The column `id` of a table whose rows are known by a text, or by several columns.

To Python it is the number that the book has for the key, to the database the key itself: `backends/numbering` turns one
into the other wherever a question to the database names the column.
"""

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    In,
    IsNull,
    LessThan,
    LessThanOrEqual,
    Lookup,
)
from django.db.models.sql.where import AND, OR, WhereNode

from caruso.objects.mapped import book

_STRICTLY = {GreaterThanOrEqual: GreaterThan, LessThanOrEqual: LessThan}
#: The columns of a key as one value, by vendor.
_TOGETHER = {
    "sqlite": "json_array({})",
    "postgresql": "json_build_array({})::text",
    "mysql": "JSON_ARRAY({})",
}


class NumberOfKey(models.BigIntegerField):
    """The number of the key that stands in `columns`, by the book of the mapped `object`."""

    def __init__(self, *, object: int, columns: Iterable[str], **options: Any) -> None:
        self.object, self.columns = object, tuple(columns)
        super().__init__(primary_key=True, db_column=self.columns[0], **options)

    @cached_property
    def cached_col(self) -> Col:
        return self.get_col(self.model._meta.db_table)

    def get_col(self, alias: str, output_field: Any = None) -> Col:
        kind = Col if len(self.columns) == 1 else KeyColumns
        return kind(alias, self, output_field or self)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> book.Key | None:
        """The key; the number follows for many rows at once."""
        if value is None or len(self.columns) == 1:
            return book.key_of([value])
        return book.key_of(json.loads(value, parse_float=str))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """What is written where a row leads to this one. Raises EmptyResultSet for a number that is not in the book."""
        if value is None:
            return None
        return self._keys([value])[0][0]

    def asked(self, lookup: Lookup[Any]) -> Any:
        """The question for numbers as one for keys; what compares with other columns stays as it is.

        Raises EmptyResultSet where none of the numbers is in the book.
        """
        columns = _apart(lookup.lhs)
        if isinstance(lookup, IsNull):
            return _joined([IsNull(column, lookup.rhs) for column in columns], OR if lookup.rhs else AND)
        if not lookup.rhs_is_direct_value():
            return lookup
        if isinstance(lookup, In):
            return _one_of(columns, self._keys(lookup.rhs))
        [key] = self._keys([lookup.rhs])
        return _compared(lookup, columns, key)

    def _keys(self, numbers: Iterable[int]) -> list[book.Key]:
        keys = list(book.keys_of(self.object, {number for number in numbers if number is not None}).values())
        if not keys:
            raise EmptyResultSet
        return keys


class KeyColumns(Col):
    """A key of several columns as one value."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        written = [compiler.compile(column)[0] for column in self.apart]
        return _TOGETHER[connection.vendor].format(", ".join(written)), ()

    @property
    def apart(self) -> list[Col]:
        return _apart(self)


def numbered(expression: Any) -> NumberOfKey | None:
    """The column of numbers that an expression is, or that it leads to."""
    field = getattr(expression, "output_field", None)
    field = getattr(field, "target_field", field)
    return field if isinstance(field, NumberOfKey) else None


def _apart(column: Any) -> list[Col]:
    """The columns as the database has them."""
    target: Any = column.target
    names = target.columns if isinstance(column, KeyColumns) else (target.column,)
    return [Col(column.alias, _plain(name)) for name in names]


def _plain(name: str) -> models.Field[Any, Any]:
    """Takes what the book gives as it is."""
    field: models.Field[Any, Any] = models.Field(db_column=name)
    field.set_attributes_from_name(name)
    return field


def _one_of(columns: list[Col], keys: list[book.Key]) -> Any:
    if len(columns) == 1:
        return In(columns[0], [key[0] for key in keys])
    return _joined([_equal(columns, key) for key in keys], OR)


def _equal(columns: list[Col], key: book.Key) -> WhereNode:
    return _joined([Exact(*pair) for pair in zip(columns, key, strict=True)], AND)


def _compared(lookup: Lookup[Any], columns: list[Col], key: book.Key) -> WhereNode:
    """One column after the other, as they are ordered."""
    if isinstance(lookup, Exact):
        return _equal(columns, key)
    kind = next(one for one in (GreaterThanOrEqual, LessThanOrEqual, GreaterThan, LessThan) if isinstance(lookup, one))
    found = []
    for place, column in enumerate(columns):
        last = place == len(columns) - 1
        here = (kind if last else _STRICTLY.get(kind, kind))(column, key[place])
        found.append(_joined([_equal(columns[:place], key[:place]), here] if place else [here], AND))
    return _joined(found, OR)


def _joined(questions: list[Any], connector: str) -> WhereNode:
    return WhereNode(questions, connector=connector)
