"""Conditions that are said of a field: built by clicking, or written as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.objects import BusinessObject
from caruso.screens.description import Screen, screen_of
from caruso.screens.filters.condition_input import ConditionInput

LABELS: dict[str, Any] = {
    "where": _("Only those where"),
    "visible_when": _("Shown only when"),
    "required_when": _("Must be filled in when"),
}


@dataclass
class AskedCondition:
    """One condition of the page; `input` is None as long as it is not known what it is about."""

    name: str
    input: ConditionInput | None
    problem: str = ""

    @property
    def label(self) -> Any:
        return LABELS[self.name]

    @property
    def text(self) -> str:
        return self.input.text if self.input else ""


def condition_about(
    name: str, screen: Screen | None, user: Any, data: Mapping[str, Any] | None, kept: str
) -> AskedCondition:
    """What was sent, or what is kept; nothing while there is no screen to say what can be asked."""
    if screen is None:
        return AskedCondition(name, None)
    if data is None:
        return AskedCondition(name, ConditionInput.of(screen, user, kept, name))
    found = ConditionInput.posted(screen, user, data, name)
    return AskedCondition(name, found, found.problem)


def screen_of_collection(described: BusinessObject, collection: str) -> Screen | None:
    """Of what a roll-up goes over; None for nothing, and for what has no screen."""
    gathered = described.gathered.get(collection)
    try:
        return screen_of(gathered.target) if gathered else None
    except KeyError:
        return None
