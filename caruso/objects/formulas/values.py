"""The types that a formula reckons with, and what nothing is in each.

Fields of many kinds are of few types: an amount, a percentage and a duration are all numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import Field

NUMBER, TEXT, DATE, DATETIME, YES_NO = "number", "text", "date", "datetime", "yes_no"
TYPE_OF_FAMILY = {
    "number": NUMBER, "text": TEXT, "choice": TEXT, "date": DATE, "datetime": DATETIME, "yes_no": YES_NO,
}  # fmt: skip
TYPE_NAMES: Mapping[str, Any] = {
    NUMBER: _("a number"),
    TEXT: _("a text"),
    DATE: _("a date"),
    DATETIME: _("a date with time"),
    YES_NO: _("yes or no"),
}
#: Numbers are compared and rounded by their first so many places; SQLite reckons in binary fractions.
PLACES = 9
LARGEST = Decimal(10) ** 15
#: A hair, by which a half is told from what is just below it.
HAIR = Decimal("0.0000000005")
MOST_TEXT = 2000


@dataclass(frozen=True)
class Result:
    """A kind that a formula may give: of which type it is, and to how many places it is rounded."""

    kind: str
    type: str
    places: int = 0


RESULTS = {
    one.kind: one
    for one in (
        Result("decimal", NUMBER, 6),
        Result("integer", NUMBER),
        Result("money", NUMBER, 2),
        Result("percent", NUMBER, 4),
        Result("duration", NUMBER),
        Result("text", TEXT),
        Result("date", DATE),
        Result("datetime", DATETIME),
        Result("yes_no", YES_NO),
    )
}
#: What a formula of each type gives unless another kind is asked for.
USUAL_RESULT = {NUMBER: "decimal", TEXT: "text", DATE: "date", DATETIME: "datetime", YES_NO: "yes_no"}


def type_of(field: Field) -> str | None:
    """The type of a field's values; None for lists, which no formula reckons with."""
    return TYPE_OF_FAMILY.get(field.kind.family)


def nothing(type: str) -> Any:
    return {TEXT: "", YES_NO: False}.get(type)


def as_type(value: Any, type: str) -> Any:
    """A field's value as formulas have it: text is never missing, and what is not yes is no."""
    if value is None or value == "":
        return nothing(type)
    match type:
        case "number":
            return Decimal(str(value))
        case "text":
            return str(value)
        case "datetime":
            return value.astimezone(UTC) if isinstance(value, datetime) else value
        case "yes_no":
            return bool(value)
    return value.date() if isinstance(value, datetime) else value


def rounded(number: Decimal | None, places: int) -> Decimal | None:
    """Halves away from zero, where a hair below a half counts as one, in both databases too."""
    if number is None:
        return None
    with localcontext(prec=60):
        nudged = number + HAIR.copy_sign(number) if number else number
        return nudged.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + Decimal(0)


def plain(number: Decimal) -> str:
    """A number as text, without idle zeros."""
    text = format(rounded(number, 6) or Decimal(0), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def finished(value: Any, result: Result) -> Any:
    """What a formula came to, as a field of the kind has it; a number that no field could hold is nothing."""
    if value is None:
        return None
    if result.type != NUMBER:
        return value[:MOST_TEXT] if result.type == TEXT else value
    number = value * 100 if result.kind == "percent" else value
    return _of_kind(rounded(number, result.places), result) if abs(number) < LARGEST else None


def loaded(value: Any, result: Result) -> Any:
    """What SQL said, which has done the rounding, but gives numbers of other types."""
    if value is None or result.type != NUMBER:
        return bool(value) if result.type == YES_NO else value
    return _of_kind(rounded(Decimal(str(value)), result.places), result)


def _of_kind(number: Decimal | None, result: Result) -> Any:
    if number is None:
        return None
    if result.kind in ("integer", "duration"):
        return int(number)
    return Decimal(plain(number)) if result.kind in ("decimal", "percent") else number


def is_date(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
