"""Objects by their word in the address."""

from caruso.kernel.models import User
from caruso.screens.api.problem import Problem
from caruso.screens.api.resource import Call
from caruso.screens.description import Screen, screen_at, screens


def screen_or_404(call: Call, word: str) -> Screen:
    """The object, if the API has it and the person may see any of its records. Raises Problem."""
    try:
        screen = screen_at(word)
    except KeyError:
        raise Problem("not-found") from None
    if not screen.in_api or not call.person.access.may(screen.key, "view"):
        raise Problem("not-found")
    return screen


def screens_for(person: User) -> list[Screen]:
    """The objects of the API that a person may see."""
    return [screen for screen in screens() if screen.in_api and person.access.may(screen.key, "view")]
