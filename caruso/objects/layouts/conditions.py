"""When a section is shown, and of which records a panel tells: built by clicking, or written as text."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.screens.description import Screen
from caruso.screens.filters.condition_input import ConditionInput

#: Of the record of the page; of those that a panel is about.
WHEN, WHERE = "when", "where"
LABELS: dict[str, Any] = {WHEN: _("Only for records where"), WHERE: _("Only those where")}


@dataclass
class PieceCondition:
    """What is asked of one piece of the canvas; `input` is None as long as nothing is."""

    key: str
    which: str
    input: ConditionInput | None = None

    @property
    def name(self) -> str:
        """What the names of its inputs begin with."""
        return f"{self.key}_{self.which}"

    @property
    def label(self) -> Any:
        return LABELS[self.which]

    @property
    def text(self) -> str:
        return self.input.text if self.input else ""

    @property
    def problem(self) -> str:
        return self.input.problem if self.input else ""


def kept_condition(key: str, which: str, screen: Screen | None, user: Any, text: str) -> PieceCondition:
    found = PieceCondition(key, which)
    if text and screen is not None:
        found.input = ConditionInput.of(screen, user, text, found.name)
    return found


def begun_condition(key: str, which: str, screen: Screen, user: Any) -> PieceCondition:
    """One that says nothing yet, with a row to begin with."""
    found = PieceCondition(key, which)
    found.input = ConditionInput.of(screen, user, "", found.name)
    return found


def posted_condition(key: str, which: str, screen: Screen | None, user: Any, data: Any) -> PieceCondition:
    found = PieceCondition(key, which)
    if screen is not None and found.name in data:
        found.input = ConditionInput.posted(screen, user, data, found.name)
    return found
