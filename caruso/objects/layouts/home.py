"""The home page as the firm has arranged it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from caruso.kernel.models import User
from caruso.objects.layouts.content import SHIPPED, Content, PanelContent, with_gained
from caruso.objects.layouts.known import faces_for
from caruso.objects.layouts.panels import OwnPanel, make_panel
from caruso.screens.description.home import Placed, home_cards, placed
from caruso.screens.failed import read_or_tell

HOME = ""
POSITIONS = ("top", "left", "right")


def home_arranger(user: User) -> Sequence[Placed] | None:
    content = faces_for(HOME, user).get("home")
    return None if content is None else arrange_home(content)


def arrange_home(content: Content) -> Sequence[Placed]:
    cards = {card.name: card for card in home_cards()}
    found = []
    for one in placed_cards(content):
        position = one.get("position", "left")
        if one["kind"] == SHIPPED:
            found.append(placed(cards[one["name"]], position))
        else:
            panel = make_panel(one)
            found.append(Placed(position, panel.template, _reading(panel)))
    return found


def placed_cards(content: Content) -> list[PanelContent]:
    """The cards that the arrangement places, and those that have come since."""
    cards = {card.name: card for card in home_cards()}
    found = [one for one in content.get("panels", []) if one["kind"] != SHIPPED or one.get("name") in cards]
    names = [one.get("name", "") for one in found if one["kind"] == SHIPPED]
    for name in with_gained(names, list(cards), content.get("known", [])):
        if name not in names:
            found.append({"kind": SHIPPED, "name": name, "position": cards[name].position})
    return found


def _reading(panel: OwnPanel) -> Callable[[User], dict[str, Any] | None]:
    def read(user: User) -> dict[str, Any] | None:
        found = read_or_tell(panel.name, panel.title, partial(panel.context, None, user))
        return None if found is None else {"template": panel.template, **found, "panel": found}

    return read
