"""A condition asked for within a form: built by clicking, or written as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caruso.kernel.conditions import Condition, ConditionProblem, check, parse, to_text
from caruso.screens.description import Screen
from caruso.screens.filters.offer import MODES, PERIODS, Asked, offer
from caruso.screens.filters.rows import Builder, Group, Row, builder_of, posted_builder

MOST = 4_000


@dataclass
class ConditionInput:
    """What stands in the form: `text` is the condition as text, `builder` its rows where rows can say it.

    `problem` says why what was given cannot be used.
    """

    screen: Screen
    user: Any
    text: str = ""
    builder: Builder | None = None
    problem: str = ""

    periods = PERIODS
    modes = MODES

    @classmethod
    def of(cls, screen: Screen, user: Any, text: str) -> ConditionInput:
        """A condition that is kept; one that nobody understands any more stands there as text."""
        try:
            tree = parse(text) if text else None
        except ConditionProblem as problem:
            return cls(screen, user, text, None, str(problem))
        return cls(screen, user, text, _with_a_row(builder_of(screen, user, tree)))

    @classmethod
    def posted(cls, screen: Screen, user: Any, data: Any) -> ConditionInput:
        """What was sent. The text counts where somebody has changed it, the rows otherwise."""
        text = _one_line(data.get("condition-text", ""))[:MOST]
        by_text = text != _one_line(data.get("condition-was", "")) or "built" not in data
        builder = None if by_text else posted_builder(screen, user, data)
        try:
            tree = _tree(text) if builder is None else builder.as_condition()
            if tree is not None:
                check(tree, screen.object, user)
        except ConditionProblem as problem:
            return cls(screen, user, text, builder, str(problem))
        written = to_text(tree) if tree is not None else ""
        return cls(screen, user, written, _with_a_row(builder_of(screen, user, tree)))

    @property
    def offer(self) -> list[Asked]:
        return offer(self.screen, self.user)


def _tree(text: str) -> Condition | None:
    return parse(text) if text else None


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _with_a_row(builder: Builder | None) -> Builder | None:
    """Something to begin with."""
    if builder is not None and not builder.groups:
        builder.groups.append(Group(0, "all", [Row("g0-r0")]))
    return builder
