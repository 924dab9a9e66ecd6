"""Which comparisons each family of fields offers, and how a person reads them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.fields import Field


@dataclass(frozen=True)
class Operator:
    """`values` says what it compares with: none, one, two (from, to) or many."""

    name: str
    label: Any
    values: str = "one"


_EMPTY = Operator("is empty", _("is empty"), "none")
_NOT_EMPTY = Operator("is not empty", _("is not empty"), "none")
_IS = Operator("=", pgettext_lazy("comparison", "is"))
_IS_NOT = Operator("!=", _("is not"))
_IN = Operator("in", _("is any of"), "many")
_NOT_IN = Operator("not in", _("is none of"), "many")

_TEXT = (
    Operator("contains", _("contains")),
    Operator("does not contain", _("does not contain")),
    _IS,
    _IS_NOT,
    Operator("starts with", _("starts with")),
    Operator("ends with", _("ends with")),
    _IN,
    _NOT_IN,
    _EMPTY,
    _NOT_EMPTY,
)
_NUMBER = (
    Operator("=", _("equals")),
    Operator("!=", _("does not equal")),
    Operator("<", _("is less than")),
    Operator("<=", _("is at most")),
    Operator(">", _("is greater than")),
    Operator(">=", _("is at least")),
    Operator("between", _("is between"), "two"),
    _EMPTY,
    _NOT_EMPTY,
)
_TIME = (
    Operator("within", _("is within")),
    Operator("not within", _("is not within")),
    Operator("=", pgettext_lazy("date", "is on")),
    Operator("!=", pgettext_lazy("date", "is not on")),
    Operator("<", _("is before")),
    Operator("<=", _("is on or before")),
    Operator(">", _("is after")),
    Operator(">=", _("is on or after")),
    Operator("between", _("is between"), "two"),
    _EMPTY,
    _NOT_EMPTY,
)
_ONE_OF = (_IN, _NOT_IN, _IS, _IS_NOT, _EMPTY, _NOT_EMPTY)
_SEVERAL = (
    Operator("has any", _("has any of"), "many"),
    Operator("has all", _("has all of"), "many"),
    Operator("has none", _("has none of"), "many"),
    _EMPTY,
    _NOT_EMPTY,
)

OPERATORS: dict[str, tuple[Operator, ...]] = {
    "text": _TEXT,
    "number": _NUMBER,
    "date": _TIME,
    "datetime": _TIME,
    "yes_no": (_IS, _IS_NOT, _EMPTY, _NOT_EMPTY),
    "choice": _ONE_OF,
    "choices": _SEVERAL,
    "link": _ONE_OF,
    "links": _SEVERAL,
    "records": _SEVERAL,
    "entries": (_EMPTY, _NOT_EMPTY),
    "file": (_EMPTY, _NOT_EMPTY),
}

#: Negative operator → the one that it denies. A denial holds wherever the other does not, so for empty fields too.
DENIALS = {
    "!=": "=",
    "does not contain": "contains",
    "not in": "in",
    "not within": "within",
    "has none": "has any",
    "is empty": "is not empty",
}

#: Kinds of text that `=` and `in` compare as they are, or in lower case, and not folded: so an index serves.
EXACT = ("email", "phone", "url")

_EVERY = {operator for offered in OPERATORS.values() for operator in offered}
#: The shortest first; a reader of text tries them from the end.
ALL_NAMES = sorted({operator.name for operator in _EVERY}, key=lambda name: (len(name), name))
VALUELESS = {operator.name for operator in _EVERY if operator.values == "none"}


def operators_for(field: Field) -> tuple[Operator, ...]:
    """What a field can be asked, the most usual first."""
    return OPERATORS[field.kind.asked or field.kind.family]


def operator_of(field: Field, name: str) -> Operator | None:
    return next((operator for operator in operators_for(field) if operator.name == name), None)
