"""A formula held against a business object: names resolved, types known, every sign a function.

Both evaluators read this, so that there is one meaning and two ways to find what it comes to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from caruso.kernel.conditions.bound import Hop
from caruso.kernel.fields import Field
from caruso.kernel.objects import BusinessObject
from caruso.objects.formulas.function import Function


@dataclass(frozen=True)
class Constant:
    type: str
    value: Any


@dataclass(frozen=True)
class Moment:
    """`today` or `now`: another one each time."""

    type: str


@dataclass(frozen=True)
class Own:
    """A field of the record at hand."""

    type: str
    object: BusinessObject
    field: Field


@dataclass(frozen=True)
class Behind:
    """What comes of a record that a link leads to; nothing where it leads nowhere, or into the bin."""

    type: str
    object: BusinessObject
    hop: Hop
    inner: "Bound"


@dataclass(frozen=True)
class Applied:
    type: str
    function: Function
    arguments: "tuple[Bound, ...]"


Bound: TypeAlias = Constant | Moment | Own | Behind | Applied


def parts_of(bound: Bound) -> Iterator[Bound]:
    """The formula and everything in it."""
    yield bound
    match bound:
        case Behind():
            yield from parts_of(bound.inner)
        case Applied():
            for argument in bound.arguments:
                yield from parts_of(argument)
