"""How a business object is described to people."""

from caruso.screens.description.arranged import add_arranger, screen_for
from caruso.screens.description.parts import (
    Action,
    Board,
    Calendar,
    MatchRule,
    Milestones,
    Nested,
    Panel,
    Related,
    Schedule,
    Section,
    StandardView,
)
from caruso.screens.description.registry import (
    add_panel_source,
    add_panels,
    built_in_screens,
    describe,
    offer_panels,
    offered_panels,
    panels_beside,
    screen_at,
    screen_of,
    screens,
)
from caruso.screens.description.screen import Screen

__all__ = [
    "Action",
    "Board",
    "Calendar",
    "MatchRule",
    "Milestones",
    "Nested",
    "Panel",
    "Related",
    "Schedule",
    "Screen",
    "Section",
    "StandardView",
    "add_arranger",
    "add_panel_source",
    "add_panels",
    "built_in_screens",
    "describe",
    "offer_panels",
    "offered_panels",
    "panels_beside",
    "screen_at",
    "screen_for",
    "screen_of",
    "screens",
]
