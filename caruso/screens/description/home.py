"""The home page: cards that the rooms bring, arranged by the firm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from caruso.kernel.models import User


class HomeCard:
    """A card on the home page. `template` gets `card`: what `context` returns."""

    name: ClassVar[str]
    label: ClassVar[Any]
    icon: ClassVar[str] = "square"
    template: ClassVar[str]
    #: top, left or right, and where among the others there.
    title: ClassVar[Any] = ""
    position: ClassVar[str] = "left"
    order: ClassVar[int] = 50

    def context(self, user: User) -> dict[str, Any] | None:
        """What the template needs; None to leave the card out."""
        return {}


@dataclass(frozen=True)
class Placed:
    """A card, or a panel of the firm's own, with its place. `read` gives what its template needs, or None."""

    position: str
    template: str
    read: Callable[[User], dict[str, Any] | None]


Arranger = Callable[[User], Sequence[Placed] | None]
_cards: list[HomeCard] = []
_arrangers: list[Arranger] = []


def add_card(card: HomeCard) -> None:
    """Show this card on everybody's home page."""
    if card.name not in {one.name for one in _cards}:
        _cards.append(card)
        _cards.sort(key=lambda one: one.order)


def home_cards() -> Sequence[HomeCard]:
    """The cards as they are shipped."""
    return tuple(_cards)


def add_home_arranger(arranger: Arranger) -> None:
    """Have this asked for the home page of a person; None leaves it as it is shipped."""
    if arranger not in _arrangers:
        _arrangers.append(arranger)


def placed(card: HomeCard, position: str = "") -> Placed:
    return Placed(position or card.position, card.template, card.context)


def home_for(user: User) -> Sequence[Placed]:
    """What stands on this person's home page."""
    for arranger in _arrangers:
        if (arranged := arranger(user)) is not None:
            return arranged
    return [placed(card) for card in _cards]


def shown(cards: Sequence[Placed], user: User) -> dict[str, list[dict[str, Any]]]:
    """By position, each card that has something for this person, with its template."""
    found: dict[str, list[dict[str, Any]]] = {"top": [], "left": [], "right": []}
    for card in cards:
        if (context := card.read(user)) is not None:
            found[card.position].append({"template": card.template, **context})
    return found
