"""How far a list reaches, found out before its page is read, so that the page is read the quicker way.

Few records are gathered and sorted. Many are read in the order of the list, passing over what does not belong: the
more there are, the sooner a page is full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caruso.kernel.conditions.bound import Bound, BoundAggregate, BoundTest, needed_tests
from caruso.kernel.conditions.operators import EXACT
from caruso.screens.description import Screen

COUNTED_TO = 1000
#: So many are gathered rather than passed over, if an index leads to them.
MANY = 5000


@dataclass(frozen=True)
class Extent:
    """`counted` is one more than was counted to where there are more; `few` are the numbers of all there are."""

    counted: int
    few: list[int] | None = None


def extent_of(records: Any, screen: Screen, bound: Bound | None, *, narrowed: bool) -> Extent:
    """`narrowed` tells that an index leads to the records whatever the condition."""
    is_led = narrowed or bound is None or any(_is_led(screen, one) for one in needed_tests(bound))
    # Without an index, records are tried as they lie, which is quicker than in any other order.
    ordered = records.order_by() if is_led else records.order_by("pk")
    most = MANY if narrowed or (bound and is_led) else COUNTED_TO
    if bound is None:
        return Extent(ordered[: most + 1].count())
    found = list(ordered.values_list("pk", flat=True)[: most + 1])
    return Extent(len(found), found if len(found) <= most else None)


def _is_led(screen: Screen, test: BoundTest | BoundAggregate) -> bool:
    """Whether an index may lead to the records that pass."""
    if isinstance(test, BoundAggregate) or test.hops:
        return True
    field = test.field
    if field.custom:
        return field.indexed or bool(field.links)
    if field.kind.family in ("link", "links", "records"):
        return True
    is_folded = field.kind.family == "text" and field.kind.name not in EXACT
    return not is_folded and field.name in leading_columns(screen)


def leading_columns(screen: Screen) -> set[str]:
    """The columns in whose order an index lets the records be read."""
    return {index.fields[0].lstrip("-") for index in screen.model._meta.indexes if index.fields}
