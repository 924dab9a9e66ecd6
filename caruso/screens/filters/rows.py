"""A condition as rows of a form, and back.

The builder has groups of rows: all or any of the groups must hold, and in each group all or any of its rows.
A condition with more than that (written as text) is shown as text and kept whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any as AnyValue

from caruso.kernel.conditions import Aggregate, All, Any, Condition, Test
from caruso.screens.filters.offer import COUNT, Asked, asked

MOST_GROUPS = 6
MOST_ROWS = 12


@dataclass
class Row:
    """One comparison. `values` are what was typed, one or more."""

    prefix: str
    asked: Asked | None = None
    operator: str = ""
    values: list[str] = field(default_factory=list)

    @property
    def compares(self) -> str:
        """How many values the operator takes: none, one, two or many."""
        found = next((one for one in self.asked.operators if one.name == self.operator), None) if self.asked else None
        return found.values if found else "none"

    @property
    def first(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def second(self) -> str:
        return self.values[1] if len(self.values) > 1 else ""

    @property
    def is_half_said(self) -> bool:
        """Whether a field was chosen, and nothing to compare it with."""
        return self.asked is not None and self.as_test() is None

    def as_test(self) -> Condition | None:
        """None for a row that nobody has filled."""
        if self.asked is None or not self.operator:
            return None
        values = [value.strip() for value in self.values if value.strip()]
        if self.compares != "none" and not values:
            return None
        value: AnyValue = None
        if self.compares in ("two", "many"):
            value = tuple(values)
        elif self.compares == "one":
            value = values[0]
        if self.asked.path.startswith(COUNT):
            return Aggregate("count", self.asked.path.removeprefix(COUNT), None, self.operator, value)
        return Test(self.asked.path, self.operator, value)


@dataclass
class Group:
    """`scope` begins the names of its inputs, where a form asks for several conditions."""

    number: int
    mode: str
    rows: list[Row]
    scope: str = ""

    @property
    def name(self) -> str:
        return f"{self.scope}g{self.number}"


@dataclass
class Builder:
    mode: str
    groups: list[Group]

    @property
    def half_said(self) -> Row | None:
        return next((row for group in self.groups for row in group.rows if row.is_half_said), None)

    def as_condition(self) -> Condition | None:
        groups = [_joined(group.mode, [row.as_test() for row in group.rows]) for group in self.groups]
        return _joined(self.mode, groups)


def _joined(mode: str, parts: AnyValue) -> Condition | None:
    items = tuple(part for part in parts if part is not None)
    if len(items) < 2:
        return items[0] if items else None
    return Any(items) if mode == "any" else All(items)


def posted_builder(screen: AnyValue, user: AnyValue, data: AnyValue, scope: str = "") -> Builder:
    """The builder as it was posted: `g0-mode`, `g0-r1-path`, `g0-r1-operator`, `g0-r1-value` …, each after the scope."""
    groups = []
    for number in range(MOST_GROUPS):
        name = f"{scope}g{number}"
        rows = [_posted_row(screen, user, data, f"{name}-r{row}") for row in range(MOST_ROWS)]
        if filled := [row for row in rows if row is not None]:
            groups.append(Group(number, data.get(f"{name}-mode", "all"), filled, scope))
    return Builder(data.get(f"{scope}mode", "all"), groups)


def _posted_row(screen: AnyValue, user: AnyValue, data: AnyValue, prefix: str) -> Row | None:
    if f"{prefix}-path" not in data:
        return None
    row = Row(prefix, asked(screen, user, data[f"{prefix}-path"]), data.get(f"{prefix}-operator", ""))
    row.values = data.getlist(f"{prefix}-value")
    if row.compares == "many" and len(row.values) == 1:
        row.values = row.values[0].split(",")
    return row


def builder_of(screen: AnyValue, user: AnyValue, tree: Condition | None, scope: str = "") -> Builder | None:
    """The builder that shows this condition; None where it says more than rows can."""
    if tree is None:
        return Builder("all", [Group(0, "all", [Row(f"{scope}g0-r0")], scope)])
    mode, parts = parts_of(tree)
    if all(isinstance(part, (Test, Aggregate)) for part in parts):
        groups = [(mode, parts)]
        mode = "all"
    else:
        groups = [parts_of(part) for part in parts]
    built = []
    for number, (inner, tests) in enumerate(groups[:MOST_GROUPS]):
        rows = [_row(screen, user, f"{scope}g{number}-r{index}", test) for index, test in enumerate(tests[:MOST_ROWS])]
        if any(row is None for row in rows):
            return None
        built.append(Group(number, inner, [row for row in rows if row is not None], scope))
    return Builder(mode, built)


def parts_of(tree: Condition) -> tuple[str, tuple[Condition, ...]]:
    if isinstance(tree, Any):
        return "any", tree.items
    return ("all", tree.items) if isinstance(tree, All) else ("all", (tree,))


def _row(screen: AnyValue, user: AnyValue, prefix: str, test: Condition) -> Row | None:
    if isinstance(test, Aggregate) and test.function == "count" and test.where is None:
        path = f"{COUNT}{test.path}"
    elif isinstance(test, Test):
        path = test.path
    else:
        return None
    found = asked(screen, user, path)
    return Row(prefix, found, test.operator, texts_of(test.value)) if found else None


def texts_of(value: AnyValue) -> list[str]:
    if value is None:
        return []
    values = value if isinstance(value, tuple) else (value,)
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in values]


def without(tree: Condition, index: int) -> Condition | None:
    """The condition less one of its top parts."""
    mode, parts = parts_of(tree)
    return _joined(mode, [part for number, part in enumerate(parts) if number != index])
