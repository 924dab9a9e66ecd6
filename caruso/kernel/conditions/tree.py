"""A condition as people mean it: names and plain values, not yet held against any business object."""

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

#: What a test compares with. Decimals and dates are text, as are relative dates (`last 90 days`) and `me`:
#: the field tells how to read them.
Plain: TypeAlias = str | int | bool
Value: TypeAlias = Plain | tuple[Plain, ...] | None

FUNCTIONS = ("any", "none", "count", "sum", "min", "max", "avg")
#: Functions that ask whether records exist instead of comparing a number.
EXISTENCE = ("any", "none")


Item = TypeVar("Item")


@dataclass(frozen=True)
class All(Generic[Item]):
    """Every one of these holds; nothing asked is always true."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Any(Generic[Item]):
    """At least one of these holds; nothing offered is never true."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Not(Generic[Item]):
    item: Item


@dataclass(frozen=True)
class Test:
    """A field, reached by a path such as `account.city`, compared with a value."""

    __test__ = False

    path: str
    operator: str
    value: Value = None


@dataclass(frozen=True)
class Aggregate:
    """Something about the records of a collection: `count(contacts) >= 5`, `any(activities where …)`.

    `path` is the collection, for sum, min, max and avg with a field: `invoices.amount`.
    """

    function: str
    path: str
    where: "Condition | None" = None
    operator: str = ""
    value: Value = None


Condition: TypeAlias = "All[Condition] | Any[Condition] | Not[Condition] | Test | Aggregate"
