"""Paging by the key of the last row: the thousandth page costs what the first does.

An order is one column and the record's number, both in the same direction. Rows after a given key fall into segments
(the same value with a later number; later values; nothing at all), each of which an index answers by itself.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models import Q

from caruso.kernel.conditions.json_form import NOT_TEXT

PAGE = 50
#: Digits before the point that a column holds.
LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Order:
    """By this column, then by number; `expression` is what is worked out where the table has no such column."""

    column: str
    descending: bool = False
    nullable: bool = False
    expression: Any = None

    def reversed(self) -> "Order":
        return replace(self, descending=not self.descending)

    @property
    def read_from(self) -> set[str]:
        """The columns of the model that records in this order must be read with."""
        return {self.column} if self.expression is None else set()

    def column_of(self, model: Any) -> Any:
        """What makes a value of this order of one in an address."""
        return model._meta.get_field(self.column) if self.expression is None else self.expression.output_field

    def on(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The records with what they are ordered by, once."""
        if self.expression is None or self.column in records.query.annotations:
            return records
        annotated: models.QuerySet[Any] = records.annotate(**{self.column: self.expression})
        return annotated

    def of(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        sign = "-" if self.descending else ""
        if self.column in ("id", "pk"):
            return records.order_by(f"{sign}id")
        return records.order_by(f"{sign}{self.column}", f"{sign}id")


@dataclass(frozen=True)
class Key:
    """The place of one row in an order."""

    value: Any
    number: int

    def as_text(self) -> str:
        data = json.dumps([_plain(self.value), self.number]).encode()
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str, column: Any) -> "Key | None":
        """None for a key that nobody made: the list then starts at its beginning."""
        try:
            value, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            return cls(None if value is None else _storable(column.to_python(value)), int(number))
        except (ValueError, TypeError, ArithmeticError, RecursionError, binascii.Error, ValidationError):
            return None


@dataclass
class Page:
    rows: list[Any]
    before: Key | None
    after: Key | None


def read_page(
    records: models.QuerySet[Any],
    order: Order,
    *,
    after: Key | None = None,
    before: Key | None = None,
    size: int = PAGE,
) -> Page:
    """A page of rows following `after`, or preceding `before`, or the first."""
    backwards = before is not None
    direction = order.reversed() if backwards else order
    start = before if backwards else after
    records = order.on(records)
    rows: list[Any] = []
    for segment in _segments(direction, start, connections[records.db].vendor):
        rows += direction.of(records.filter(segment))[: size + 1 - len(rows)]
        if len(rows) > size:
            break
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    first, last = (_key(rows[0], order), _key(rows[-1], order)) if rows else (None, None)
    has_before, has_after = (more, True) if backwards else (start is not None, more)
    return Page(rows, first if has_before else None, last if has_after else None)


def _segments(order: Order, start: Key | None, vendor: str) -> Iterator[Q]:
    if start is None:
        yield Q()
        return
    later = "lt" if order.descending else "gt"
    if order.column in ("id", "pk"):
        yield Q(**{f"id__{later}": start.number})
        return
    # PostgreSQL counts nothing as greater than everything, the others as smaller.
    nothing_is_last = order.descending == (vendor != "postgresql")
    if start.value is None:
        yield Q(**{f"{order.column}__isnull": True, f"id__{later}": start.number})
        if not nothing_is_last:
            yield Q(**{f"{order.column}__isnull": False})
        return
    # As one of a list: SQLite would not look a bare yes or no up in an index.
    yield Q(**{f"{order.column}__in": [start.value], f"id__{later}": start.number})
    yield Q(**{f"{order.column}__{later}": start.value})
    if order.nullable and nothing_is_last:
        yield Q(**{f"{order.column}__isnull": True})


def _key(row: Any, order: Order) -> Key:
    return Key(getattr(row, order.column if order.column != "pk" else "id"), row.pk)


def _storable(value: Any) -> Any:
    """The value, if the database can compare with it. Raises ValueError or OverflowError."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, str) and NOT_TEXT.search(value):
        raise ValueError
    if isinstance(value, Decimal) and not (value.is_finite() and value.adjusted() < LONGEST_NUMBER):
        raise ValueError
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
