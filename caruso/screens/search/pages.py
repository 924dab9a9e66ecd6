"""Pages and things to do that the palette offers beside records."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.screens.addresses import page_of
from caruso.screens.description import Screen, screens
from caruso.screens.search.query import Query
from caruso.screens.search.words import words_of
from caruso.ui import navigation

MOST = 6


@dataclass(frozen=True)
class Page:
    """A page of the house, by its name in the person's language."""

    title: str
    url: str
    icon: str


def pages(user: User, query: Query | None) -> list[Page]:
    """The pages whose names meet the query; without one, what a person starts with."""
    found: dict[str, Page] = {}
    for page in _all_pages(user):
        if query is None or query.is_met_by(words_of(page.title)):
            found.setdefault(page.url, page)
    return list(found.values())[:MOST]


def is_meant(page: Page, text: str) -> bool:
    """Whether somebody has typed just this name, or its first words: it then stands before what only resembles them."""
    typed, title = " ".join(words_of(text)), " ".join(words_of(page.title))
    return title == typed or (" " in typed and title.startswith(typed))


def _all_pages(user: User) -> Iterator[Page]:
    for register in (navigation.sidebar, navigation.quick_create):
        for entry, address in register.seen_by(user):
            yield Page(capfirst(str(entry.label)), address, entry.icon)
    for screen in screens():
        if screen.group and user.access.may(screen.key, "view"):
            yield from _things_to_do(screen, user)


def _things_to_do(screen: Screen, user: User) -> Iterator[Page]:
    importable = screen.importable and user.access.may(screen.key, "create")
    if importable and (address := page_of(screen, "import")):
        yield Page(_("Import %(objects)s") % {"objects": screen.label_plural}, address, "upload")
    if user.access.may(screen.key, "delete") and (address := page_of(screen, "bin")):
        yield Page(_("Bin: %(objects)s") % {"objects": screen.label_plural}, address, "trash-2")
