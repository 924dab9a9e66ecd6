"""Conditions that administrators say of fields, sections and panels: built by clicking, or written as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.screens.description import Screen
from caruso.screens.filters.condition_input import ConditionInput

#: Of the record of the page; of those that a panel or a roll-up is about.
WHEN, WHERE = "when", "where"
LABELS: dict[str, Any] = {
    WHEN: _("Only for records where"),
    WHERE: _("Only those where"),
    "visible_when": _("Shown only when"),
    "required_when": _("Must be filled in when"),
}


@dataclass
class AskedCondition:
    """One condition of a page; `input` is None as long as nothing is asked, or it is not known about what.

    Where a page asks the same of several things, `key` says of which.
    """

    which: str
    key: str = ""
    input: ConditionInput | None = None

    @property
    def name(self) -> str:
        """What the names of its inputs begin with."""
        return f"{self.key}_{self.which}" if self.key else self.which

    @property
    def label(self) -> Any:
        return LABELS[self.which]

    @property
    def text(self) -> str:
        return self.input.text if self.input else ""

    @property
    def problem(self) -> str:
        return self.input.problem if self.input else ""


def asked_condition(which: str, screen: Screen | None, user: Any, text: str = "", *, key: str = "") -> AskedCondition:
    """As it is kept; one that says nothing yet has a row to begin with."""
    found = AskedCondition(which, key)
    if screen is not None:
        found.input = ConditionInput.of(screen, user, text, found.name)
    return found


def posted_condition(
    which: str, screen: Screen | None, user: Any, data: Mapping[str, Any], *, key: str = ""
) -> AskedCondition:
    """As it was sent."""
    found = AskedCondition(which, key)
    if screen is not None:
        found.input = ConditionInput.posted(screen, user, data, found.name)
    return found
