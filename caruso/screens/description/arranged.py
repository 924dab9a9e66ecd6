"""Screens as the firm has arranged them: laid over the shipped description, for the roles of who looks."""

from collections.abc import Callable

from caruso.kernel.models import User
from caruso.screens.description.screen import Screen

Arranger = Callable[[Screen, User], Screen]
_arrangers: list[Arranger] = []


def add_arranger(arranger: Arranger) -> None:
    """Have this asked how a person sees a screen; it answers with the same screen where nothing was arranged."""
    if arranger not in _arrangers:
        _arrangers.append(arranger)


def screen_for(screen: Screen, user: User) -> Screen:
    """The screen as this person sees it. A screen that is arranged already stays as it is."""
    for arranger in _arrangers:
        if not screen.is_arranged:
            screen = arranger(screen, user)
    return screen
