"""Model columns that say which kind of field they are."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from caruso.kernel.fields.field import Field


class PhoneColumn(models.CharField):
    """One telephone number in E.164."""

    kind = "phone"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)


class EntriesColumn(models.JSONField):
    """A list of small entries; `entry` describes their parts."""

    kind = "entries"

    def __init__(self, *args: Any, entry: Sequence[Field] = (), **kwargs: Any) -> None:
        self.entry = entry
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class ChoicesColumn(models.JSONField):
    """Several values of those on offer."""

    kind = "choices"

    def __init__(self, *args: Any, offer: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        self.offer = offer
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class MoneyColumn(models.DecimalField):
    """An amount in the currency that the column `currency_field` names."""

    kind = "money"

    def __init__(self, *args: Any, currency_field: str = "currency", **kwargs: Any) -> None:
        self.currency_field = currency_field
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class SortKeyColumn(models.CharField):
    """A key made by `text.sort_key`, compared byte by byte on every database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class TagsColumn(models.JSONField):
    """The names of a record's tags. `Tagging` rows, kept by `tagging.keep`, are the index for finding by tag."""

    kind = "tags"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
