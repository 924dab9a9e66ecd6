"""A formula as it was written: names and plain values, not yet held against any business object.

`at` is where in the text a part begins, for what is said about it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True)
class Literal:
    value: Decimal | str | date | datetime | bool | None
    at: int = 0


@dataclass(frozen=True)
class Path:
    """A field, or one behind links: `contact.city`."""

    names: tuple[str, ...]
    at: int = 0


@dataclass(frozen=True)
class Call:
    """A function, or a sign between values: `a + b` is the function `+` of both."""

    function: str
    arguments: "tuple[Written, ...]"
    at: int = 0


Written: TypeAlias = Literal | Path | Call
