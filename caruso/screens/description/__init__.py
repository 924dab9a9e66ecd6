"""How a business object is described to people."""

from caruso.screens.description.parts import Action, Board, Calendar, MatchRule, Panel, Related, Section, StandardView
from caruso.screens.description.registry import describe, screen_at, screen_of, screens
from caruso.screens.description.screen import Screen

__all__ = [
    "Action",
    "Board",
    "Calendar",
    "MatchRule",
    "Panel",
    "Related",
    "Screen",
    "Section",
    "StandardView",
    "describe",
    "screen_at",
    "screen_of",
    "screens",
]
