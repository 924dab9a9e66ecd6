"""A condition asked for within a form: built by clicking, or written as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.conditions import Condition, ConditionProblem, check, parse, to_text
from caruso.screens.description import Screen
from caruso.screens.filters.offer import MODES, PERIODS, Asked, offer
from caruso.screens.filters.rows import Builder, Group, Row, builder_of, posted_builder

MOST = 4_000


@dataclass
class ConditionInput:
    """What stands in the form: `text` is the condition as text, `builder` its rows where rows can say it.

    `problem` says why what was given cannot be used. A form that asks for several gives each a `name`, under which its
    text is sent.
    """

    screen: Screen
    user: Any
    text: str = ""
    builder: Builder | None = None
    problem: str = ""
    name: str = ""

    periods = PERIODS
    modes = MODES

    @classmethod
    def of(cls, screen: Screen, user: Any, text: str, name: str = "") -> ConditionInput:
        """A condition that is kept; one that nobody understands any more stands there as text."""
        try:
            tree = parse(text) if text else None
        except ConditionProblem as problem:
            return cls(screen, user, text, None, str(problem), name)
        return cls(screen, user, text, _with_a_row(builder_of(screen, user, tree, _scope(name)), name), name=name)

    @classmethod
    def posted(cls, screen: Screen, user: Any, data: Any, name: str = "") -> ConditionInput:
        """What was sent. The text counts where somebody has changed it, the rows otherwise."""
        blank = cls(screen, user, name=name)
        text = _one_line(data.get(blank.text_name, ""))[:MOST]
        by_text = text != _one_line(data.get(blank.was_name, "")) or blank.built_name not in data
        builder = None if by_text else posted_builder(screen, user, data, blank.scope)
        try:
            tree = _tree(text) if builder is None else _whole(builder)
            if tree is not None:
                check(tree, screen.object, user)
        except ConditionProblem as problem:
            return cls(screen, user, text, builder, str(problem), name)
        written = to_text(tree) if tree is not None else ""
        return cls(screen, user, written, _with_a_row(builder_of(screen, user, tree, blank.scope), name), name=name)

    @property
    def scope(self) -> str:
        return _scope(self.name)

    @property
    def text_name(self) -> str:
        return self.name or "condition-text"

    @property
    def was_name(self) -> str:
        return f"{self.name or 'condition'}-was"

    @property
    def built_name(self) -> str:
        return f"{self.scope}built"

    @property
    def offer(self) -> list[Asked]:
        return offer(self.screen, self.user)


def _scope(name: str) -> str:
    return f"{name}-" if name else ""


def _whole(builder: Builder) -> Condition | None:
    """Raises ConditionProblem for a row without a value: whoever keeps a condition would not see that it was left out."""
    row = builder.half_said
    if row is not None and row.asked is not None:
        said = _("Say what “%(field)s” is compared with, or take the row out.")
        raise ConditionProblem(said % {"field": row.asked.label})
    return builder.as_condition()


def _tree(text: str) -> Condition | None:
    return parse(text) if text else None


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _with_a_row(builder: Builder | None, name: str) -> Builder | None:
    """Something to begin with."""
    if builder is not None and not builder.groups:
        scope = _scope(name)
        builder.groups.append(Group(0, "all", [Row(f"{scope}g0-r0")], scope))
    return builder
