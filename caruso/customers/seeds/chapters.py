"""How later rooms go on with the demo's story."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User


@dataclass(frozen=True)
class Setting:
    """What a chapter finds: the moment of telling, the firm's people by the first part of their e-mail, and customers."""

    now: datetime
    people: dict[str, User]
    accounts: list[Account]
    contacts: list[Contact]


Chapter = Callable[[Setting], None]
_chapters: dict[int, Chapter] = {}


def go_on_with(position: int, chapter: Chapter) -> None:
    """Have this told after the chapters of lower positions, in the same transaction, through verbs."""
    _chapters[position] = chapter


def tell_chapters(setting: Setting) -> None:
    for _position, chapter in sorted(_chapters.items()):
        chapter(setting)
