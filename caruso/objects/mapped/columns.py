"""The Django columns of mapped fields. They take what another program may have written, however odd."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from django.db import models

from caruso.objects.mapped.as_text import written
from caruso.objects.mapped.read_dates import day_of, moment_of
from caruso.objects.mapped.types import MADE_TEXT

Described = Mapping[str, Any]
#: As many as a column may hold; Python's own reckoning would round to 28.
_DIGITS = Context(prec=1_000)


class Text(models.TextField):
    """Any column as text, also a number that is a code."""

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> str | None:
        if isinstance(value, bytes):
            return value.decode(errors="replace")
        return None if value is None else str(value)


class Told(Text):
    """What the source itself makes a text of."""

    def __init__(self, *, type: str = "", **options: Any) -> None:
        self.type = type
        super().__init__(**options)

    def select_format(self, compiler: Any, sql: str, params: Any) -> Any:
        return written(self.type, compiler.connection.vendor).format(sql), params


class Whole(models.BigIntegerField):
    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> int | None:
        try:
            if isinstance(value, bytes):
                # Several bits, as MariaDB gives them.
                return int.from_bytes(value)
            return None if value is None else int(value)
        except (ValueError, TypeError, OverflowError):
            return None


class Number(models.DecimalField):
    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Decimal | None:
        try:
            found = None if value is None else Decimal(str(value))
        except InvalidOperation:
            return None
        if found is None or not found.is_finite():
            return None
        # 120.500 is 120.5 wherever it is shown, and 100 is not 1E+2.
        plain = found.normalize(_DIGITS)
        return plain.quantize(Decimal(1), context=_DIGITS) if plain == plain.to_integral_value() else plain

    def get_db_converters(self, connection: Any) -> Any:
        return [self.from_db_value]


class Day(models.DateField):
    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> date | None:
        return day_of(value)

    def get_db_converters(self, connection: Any) -> Any:
        return [self.from_db_value]


class Moment(models.DateTimeField):
    def from_db_value(self, value: Any, _expression: Any, connection: Any) -> datetime | None:
        return moment_of(value, connection.timezone)

    def get_db_converters(self, connection: Any) -> Any:
        return [self.from_db_value]


class Truth(models.BooleanField):
    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> bool | None:
        return None if value is None else value not in (0, "0", "", b"\x00", "f", "false", "n", "N")

    def get_db_converters(self, connection: Any) -> Any:
        return [self.from_db_value]


def column_of(described: Described, models_of: Mapping[str, Any]) -> Any:
    """The column of one mapped field. Raises KeyError for a kind that a table cannot have."""
    null = bool(described.get("null"))
    more = {"db_column": described["column"], "null": null, "blank": null}
    if described["kind"] == "relation":
        target = models_of[described["target"]]
        return models.ForeignKey(target, models.DO_NOTHING, db_constraint=False, related_name="+", **more)
    return _MADE[described["kind"]](described, more)


def is_made_text(described: Described) -> bool:
    """A code may be a number where it is kept, a text an interval; they are compared as the text that they are here."""
    type, kind = described.get("type", ""), described["kind"]
    return kind in _TEXTS and (type in MADE_TEXT or (kind == "choice" and type != "text"))


def _text(described: Described, more: dict[str, Any]) -> Any:
    if is_made_text(described):
        return Told(type=described.get("type", ""), max_length=described.get("length"), **more)
    return Text(max_length=described.get("length"), **more)


def _plain(cls: type[models.Field[Any, Any]], **options: Any) -> Callable[[Described, dict[str, Any]], Any]:
    return lambda described, more: cls(**options, **more)


_TEXTS = ("text", "long_text", "email", "phone", "url", "choice")
_MADE: dict[str, Callable[[Described, dict[str, Any]], Any]] = {
    **dict.fromkeys(_TEXTS, _text),
    "integer": _plain(Whole),
    "decimal": _plain(Number, max_digits=30, decimal_places=10),
    "percent": _plain(Number, max_digits=30, decimal_places=10),
    "date": _plain(Day),
    "datetime": _plain(Moment),
    "yes_no": _plain(Truth),
}
#: The kinds that a mapped field may have.
KINDS = (*_MADE, "relation")
