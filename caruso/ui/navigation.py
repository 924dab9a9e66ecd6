"""The navigation: entries that rooms register when they start, shown grouped in the sidebar.

navigation.register(Entry(label=_("Accounts"), url="customers:account-list", icon="building-2", group="customers"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from caruso.ui import icons

GROUPS: dict[str, Any] = {
    "work": "",
    "customers": _("Customers"),
    "marketing": _("Marketing"),
    "sales": _("Sales"),
    "back_office": _("Back office"),
    "catalogue": _("Catalogue"),
    "service": _("Service"),
    "insight": _("Insight"),
    "data": _("Data"),
    "objects": _("Objects"),
    "administration": _("Administration"),
}
"""Groups in the order they are shown; the first one has no heading."""


def everyone(user: Any) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """One line of the sidebar, or of the quick-create menu.

    `url` is a URL name or a path; `order` sorts within the group; `visible(user)` hides what the user may not open.
    """

    label: Any
    url: str
    icon: str
    group: str = "work"
    order: int = 100
    visible: Callable[[Any], bool] = everyone

    def address(self) -> str | None:
        """The path to link to, or None while the page behind it does not exist."""
        return self.url if self.url.startswith("/") else _path_of(self.url)


@cache
def _path_of(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@dataclass
class Register:
    """Entries by their address, so that registering twice replaces."""

    entries: dict[str, Entry] = field(default_factory=dict)
    sources: list[Callable[[Any], Iterable[Entry]]] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        icons.draw(entry.icon)
        self.entries[entry.url] = entry

    def add_source(self, source: Callable[[Any], Iterable[Entry]]) -> None:
        """Register `source(user)`, which yields entries known only at run time (modelled objects)."""
        self.sources.append(source)

    def seen_by(self, user: Any) -> list[tuple[Entry, str]]:
        """The entries that `user` may open, each with its address, in the order of group, order and label."""
        found = [*self.entries.values(), *(entry for source in self.sources for entry in source(user))]
        groups = list(GROUPS)
        found.sort(key=lambda e: (groups.index(e.group) if e.group in groups else len(groups), e.order, str(e.label)))
        return [(entry, address) for entry in found if entry.visible(user) and (address := entry.address())]


sidebar = Register()
quick_create = Register()
register = sidebar.add


@dataclass(frozen=True)
class Link:
    label: Any
    address: str
    icon: str
    current: bool


def links(user: Any, path: str) -> list[tuple[Any, list[Link]]]:
    """The sidebar as `(heading, links)` pairs; the link whose address is the longest prefix of `path` is current."""
    seen = sidebar.seen_by(user)
    places = [address.partition("?")[0] for _entry, address in seen]
    prefixes = [place for place in places if path == place or (place != "/" and path.startswith(place))]
    current = max(prefixes, key=len, default=None)
    groups: dict[str, list[Link]] = {}
    for (entry, address), place in zip(seen, places, strict=True):
        groups.setdefault(entry.group, []).append(Link(entry.label, address, entry.icon, place == current))
    return [(GROUPS.get(group, group), entries) for group, entries in groups.items()]
