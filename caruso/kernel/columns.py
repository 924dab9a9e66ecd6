"""Model columns that say which kind of field they are.

Django's fields take type arguments in its stubs only, not when they run.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.db import models

from caruso.kernel.countries import COUNTRIES
from caruso.kernel.fields.field import Field
from caruso.kernel.fields.offered import OfferedChoices


class PhoneColumn(models.CharField):  # type: ignore[type-arg]
    """One telephone number in E.164."""

    kind = "phone"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)


class CountryColumn(models.CharField):  # type: ignore[type-arg]
    """A country by its ISO 3166 code, or what somebody wrote instead."""

    kind = "country"
    offer = COUNTRIES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """To the database it is text, so that a column of text becomes one without its table being written anew."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class AnnualDayColumn(models.DateField):  # type: ignore[type-arg]
    """A day that comes back every year, whose year may be unknown."""

    kind = "annual_day"

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


class ConditionColumn(models.TextField):  # type: ignore[type-arg]
    """A condition, as text, on records of the object `asks_about`; people build it by clicking."""

    kind = "long_text"

    def __init__(self, *args: Any, asks_about: str = "", **kwargs: Any) -> None:
        self.asks_about = asks_about
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


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


class OfferedColumn(models.CharField):  # type: ignore[type-arg]
    """One of the choices that `offer` returns at the moment, such as the stages of a pipeline.

    `retired` returns those that are offered no more, which records may still hold.
    """

    kind = "choice"

    def __init__(
        self,
        *args: Any,
        offer: Callable[[], Sequence[tuple[str, Any]]] = tuple,
        retired: Callable[[], Sequence[tuple[str, Any]]] = tuple,
        **kwargs: Any,
    ) -> None:
        self.offer, self.retired = OfferedChoices(offer), OfferedChoices(retired)
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class MoneyColumn(models.DecimalField):  # type: ignore[type-arg]
    """An amount in the currency that the column `currency_field` names.

    `base_column` names a column that `derive` fills with the same amount in the firm's currency: amounts of several
    currencies are compared, ordered and summed by it. Where an amount consists of several that are told apart, `parts_column`
    names the column that keeps them, and `parts_of` tells them of a record and a field: words and amount of each.
    """

    kind = "money"

    def __init__(
        self,
        *args: Any,
        currency_field: str = "currency",
        base_column: str = "",
        parts_column: str = "",
        parts_of: Callable[[Any, str], Sequence[tuple[str, Decimal]]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.currency_field, self.base_column = currency_field, base_column
        self.parts_column, self.parts_of = parts_column, parts_of
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class SortKeyColumn(models.CharField):  # type: ignore[type-arg]
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
