"""A condition held against a business object: names resolved, values typed, denials spelt as Not.

Both evaluators read this, so that there is one meaning and two ways to find who meets it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any as AnyValue
from typing import TypeAlias

from caruso.kernel.conditions.tree import All, Any, Not
from caruso.kernel.fields import Field, kind_named
from caruso.kernel.objects import BusinessObject, Collection


@dataclass(frozen=True)
class Hop:
    """A step along a link to another record."""

    field: Field
    object: BusinessObject


@dataclass(frozen=True)
class Period:
    """Dates or date-times from `start` up to, not including, `end`; None is open."""

    start: AnyValue
    end: AnyValue


@dataclass(frozen=True)
class Comparison:
    """What a value must be like. The operators that deny are gone; values are of the field's type.

    `within` compares with a Period, `returns` with a Returning, `between` with a pair, `in`, `has any` and `has all` with a tuple.
    """

    operator: str
    value: AnyValue = None


@dataclass(frozen=True)
class BoundTest:
    """A field of the record at the end of `hops`; for entries, any one of them whose `part` compares so."""

    object: BusinessObject
    hops: tuple[Hop, ...]
    field: Field
    part: Field | None
    comparison: Comparison


@dataclass(frozen=True)
class BoundAggregate:
    """Records of a collection of the record at the end of `hops`. `any` has no comparison."""

    object: BusinessObject
    hops: tuple[Hop, ...]
    collection: Collection
    function: str
    field: Field | None
    where: "Bound | None"
    comparison: Comparison | None


COUNT = Field(name="count", label="", kind=kind_named("integer"))
#: What the functions give whose result is not like the field that they read.
RESULTS = {"count": COUNT, "avg": Field(name="avg", label="", kind=kind_named("decimal"))}

Bound: TypeAlias = "All[Bound] | Any[Bound] | Not[Bound] | BoundTest | BoundAggregate"


def tests_in(bound: Bound) -> Iterator[BoundTest]:
    """Every test of the condition, also those of related records."""
    match bound:
        case BoundTest():
            yield bound
        case All(items) | Any(items):
            for item in items:
                yield from tests_in(item)
        case Not(item):
            yield from tests_in(item)
        case BoundAggregate():
            if bound.where is not None:
                yield from tests_in(bound.where)


def needed_tests(bound: Bound) -> Iterator[BoundTest | BoundAggregate]:
    """The tests that each record found must pass."""
    match bound:
        case BoundTest() | BoundAggregate():
            yield bound
        case All(items):
            for item in items:
                yield from needed_tests(item)


def fields_in(bound: Bound) -> Iterator[tuple[str, str]]:
    """Every field that the condition asks about, by the key of its object and its name; links on the way included."""
    match bound:
        case All(items) | Any(items):
            for item in items:
                yield from fields_in(item)
        case Not(item):
            yield from fields_in(item)
        case BoundTest() | BoundAggregate():
            object = bound.object
            for hop in bound.hops:
                yield object.key, hop.field.name
                object = hop.object
            if isinstance(bound, BoundTest):
                yield object.key, bound.field.name
                return
            yield bound.collection.kept_in
            if bound.field is not None:
                yield bound.collection.target, bound.field.name
            if bound.where is not None:
                yield from fields_in(bound.where)
