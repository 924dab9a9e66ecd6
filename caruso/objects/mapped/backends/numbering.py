"""Questions in numbers to tables that know their rows by keys: see `numbered`."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from django.db.models.expressions import OrderBy
from django.db.models.lookups import Lookup

from caruso.objects.mapped.book import numbers_of
from caruso.objects.mapped.numbered import KeyColumns, NumberOfKey, numbered

#: For so many rows at once the book is asked.
_ROWS = 2_000


class NumberingOperations:
    """The operations of a database, whose compilers know numbers of keys."""

    def compiler(self, name: str) -> Any:
        return _numbering(super().compiler(name))  # type: ignore[misc]


class NumberingCompiler:
    def compile(self, node: Any) -> Any:
        if isinstance(node, Lookup) and (field := numbered(node.lhs)) is not None:
            node = field.asked(node)
        return super().compile(node)  # type: ignore[misc]

    def apply_converters(self, rows: Any, converters: Any) -> Any:
        read = super().apply_converters(rows, converters)  # type: ignore[misc]
        places = {place: field for place, (_all, expression) in converters.items() if (field := numbered(expression))}
        return _in_numbers(read, places) if places else read

    def _order_by_pairs(self) -> Iterator[tuple[Any, bool]]:
        """By the columns of a key one after the other, so that its index serves."""
        for order, is_reference in super()._order_by_pairs():  # type: ignore[misc]
            read = getattr(order.expression, "source", order.expression)
            if not isinstance(read, KeyColumns):
                yield order, is_reference
                continue
            for column in read.apart:
                yield OrderBy(column, descending=order.descending), False


@cache
def _numbering(compiler: type) -> type:
    return type(compiler.__name__, (NumberingCompiler, compiler), {})


def _in_numbers(read: Iterable[list[Any]], places: dict[int, NumberOfKey]) -> Iterator[list[Any]]:
    rows = iter(read)
    while some := list(islice(rows, _ROWS)):
        for place, field in places.items():
            numbers = numbers_of(field.object, {row[place] for row in some} - {None})
            for row in some:
                row[place] = numbers.get(row[place])
        yield from some
