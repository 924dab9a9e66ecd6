"""Kinds that count and measure. Decimals are kept in JSON as text, so that no cent is lost to binary fractions."""

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import get_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.kind import Kind

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_THOUSANDS_DOT = re.compile(r"^-?\d{1,3}(\.\d{3})+$")
_ONE_GROUP = re.compile(r"^-?[1-9]\d{0,2},\d{3}$")
LARGEST = Decimal(10) ** 15


def is_read_in_two_ways(text: str) -> bool:
    """Whether it is sixty thousand to one and sixty to another: `60,000`."""
    return bool(_ONE_GROUP.match(_SPACES.sub("", text)))


def parse_decimal(raw: Any, *, grouped: bool | None = None) -> Decimal | None:
    """A number as people write it in English, Polish or Czech: `1 234,50`, `1,234.50`, `1.234,50`.

    `grouped` says whether the comma of `60,000` parts thousands; None leaves it to the language of the reader.

    Raises ValidationError for anything else, also for NaN, infinity and sizes no column holds.
    """
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool):
        raise ValidationError(_("“%(value)s” is not a number."), params={"value": raw})
    text = _SPACES.sub("", str(raw))
    if "," in text and "." in text:
        text = text.replace(",", "") if text.rindex(".") > text.rindex(",") else text.replace(".", "").replace(",", ".")
    elif text.count(",") > 1 or (_ONE_GROUP.match(text) and (_parts_thousands() if grouped is None else grouped)):
        text = text.replace(",", "")
    elif text.count(".") > 1 and _THOUSANDS_DOT.match(text):
        text = text.replace(".", "")
    else:
        text = text.replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValidationError(_("“%(value)s” is not a number."), params={"value": str(raw)[:40]}) from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValidationError(_("“%(value)s” is out of range."), params={"value": str(raw)[:40]})
    return number


def _parts_thousands() -> bool:
    return (get_language() or "en").startswith("en")


class DecimalNumber(Kind):
    name = "decimal"
    family = "number"
    column_class = models.DecimalField

    def parse(self, raw: Any, field: "Field") -> Decimal | None:
        return parse_decimal(raw)

    def dump(self, value: Any) -> str | None:
        """Without zeros that nobody wrote: a column pads `20` to `20.00`, which is no other number."""
        return format(without_trailing_zeros(value), "f") if isinstance(value, Decimal) else _written(value)

    def as_text(self, value: Any, field: "Field") -> str:
        return "" if value is None else format(without_trailing_zeros(value), "f")

    def as_typed(self, value: Any, field: "Field") -> str:
        return self.as_text(value, field).replace(".", str(get_format("DECIMAL_SEPARATOR")))

    def load(self, data: Any) -> Decimal | None:
        return None if data in (None, "") else Decimal(str(data))


class Percent(DecimalNumber):
    name = "percent"
    #: What the column of a modelled object does not hold.
    least_too_large = Decimal(10) ** 8

    def parse(self, raw: Any, field: "Field") -> Decimal | None:
        number = parse_decimal(raw.strip().rstrip("%") if isinstance(raw, str) else raw, grouped=False)
        if number is not None and round(abs(number), 4) >= self.least_too_large:
            raise ValidationError(_("“%(value)s” is out of range."), params={"value": str(raw)[:40]})
        return number


class Money(DecimalNumber):
    """An amount; its currency is in the field that `Field.currency_field` names."""

    name = "money"

    def parse(self, raw: Any, field: "Field") -> Decimal | None:
        # Nobody has tenths of a cent.
        number = parse_decimal(raw, grouped=True)
        return None if number is None else number.quantize(Decimal("0.01"))

    def dump(self, value: Any) -> str | None:
        return _written(value)

    def as_text(self, value: Any, field: "Field") -> str:
        return "" if value is None else str(value)


class Integer(Kind):
    name = "integer"
    family = "number"
    column_class = models.BigIntegerField

    def parse(self, raw: Any, field: "Field") -> int | None:
        number = parse_decimal(raw)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValidationError(_("“%(value)s” is not a whole number."), params={"value": str(raw)[:40]})
        return int(number)

    def as_text(self, value: Any, field: "Field") -> str:
        return "" if value is None else str(value)


def _written(value: Any) -> str | None:
    return None if value is None else str(value)


def without_trailing_zeros(value: Any) -> Any:
    """`5.0000` as `5`, `1.50` as `1.5`; never with an exponent."""
    if not isinstance(value, Decimal):
        return value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


class Rating(Integer):
    """One to five stars; none is nothing."""

    name = "rating"
    most = 5

    def parse(self, raw: Any, field: "Field") -> int | None:
        number = super().parse(raw, field)
        if number is not None and not 0 <= number <= self.most:
            raise ValidationError(_("Give one to %(most)d stars."), params={"most": self.most}, code="rating")
        return number or None


def show_number(value: Any, places: int | None = None) -> str:
    """A number in the reader's locale, grouped."""
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
