"""The Django column of a field."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from caruso.kernel.columns import ChoicesColumn, MoneyColumn, PhoneColumn
from caruso.kernel.fields import kind_named
from caruso.kernel.fields.defaults import default_of
from caruso.kernel.models.custom_field import CustomField

Columns = dict[str, Any]
FILES = ("file", "image")
_TARGETS = {
    "person": settings.AUTH_USER_MODEL,
    "file": "kernel.Attachment",
    "image": "kernel.Attachment",
}


class MeasureColumn(models.DecimalField):
    """A number with as many places as were written: the database pads it with zeros, which nobody gave."""

    def from_db_value(self, value: Any, *_others: Any) -> Any:
        return trimmed(value)


def trimmed(number: Decimal | None) -> Decimal | None:
    """The same without zeros at the end."""
    if number is None:
        return None
    short = number.normalize()
    return short if short.as_tuple().exponent <= 0 else short.quantize(Decimal(1))  # type: ignore[operator]


def columns_of(row: CustomField) -> Columns:
    """The columns, by attribute, in which a field of a modelled object is kept. Raises KeyError for an unknown kind.

    Each may be empty or has a default in the database, so that it is added to a table of any size at once; that a field
    is required is for the verbs to say.
    """
    main = _MADE[row.kind](row)
    main.db_column = row.column
    if row.kind not in FILES and (default := default_of(kind_named(row.kind), row.options.get("default"))):
        main.default = default
    columns = {row.name: main}
    if row.kind == "money":
        columns[f"{row.name}_base"] = models.DecimalField(
            max_digits=18, decimal_places=2, null=True, editable=False, db_column=f"{row.column}_base"
        )
    return columns


def _text(cls: type[models.Field[Any, Any]], length: int) -> Callable[[CustomField], Any]:
    return lambda row: cls(max_length=length, blank=True)


def _number(cls: type[models.Field[Any, Any]], **options: Any) -> Callable[[CustomField], Any]:
    return lambda row: cls(null=True, blank=True, **options)


def _money(row: CustomField) -> Any:
    return MoneyColumn(null=True, blank=True, currency_field="currency", base_column=f"{row.name}_base")


def _link(row: CustomField) -> Any:
    """A link to one record is a key of its own; those to several are a list, guarded by a table of links."""
    if row.is_many:
        return models.JSONField(default=list, blank=True)
    target = _TARGETS.get(row.kind) or row.options["target"]
    return models.ForeignKey(target, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)


_MADE: dict[str, Callable[[CustomField], Any]] = {
    "text": _text(models.CharField, 500),
    "long_text": _text(models.TextField, 50_000),
    "rich_text": _text(models.TextField, 50_000),
    "email": _text(models.EmailField, 254),
    "phone": _text(PhoneColumn, 32),
    "url": _text(models.URLField, 500),
    "choice": _text(models.CharField, 60),
    "choices": lambda row: ChoicesColumn(),
    "address": lambda row: models.JSONField(default=list, blank=True),
    "rating": _number(models.SmallIntegerField),
    "integer": _number(models.BigIntegerField),
    "decimal": _number(MeasureColumn, max_digits=24, decimal_places=6),
    "percent": _number(MeasureColumn, max_digits=12, decimal_places=4),
    "money": _money,
    "date": _number(models.DateField),
    "datetime": _number(models.DateTimeField),
    "duration": _number(models.IntegerField),
    "yes_no": _number(models.BooleanField),
    "person": _link,
    "relation": _link,
    "file": _link,
    "image": _link,
}
