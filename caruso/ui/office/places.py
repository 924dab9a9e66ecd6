"""The office in the sidebar."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.ui import icons
from caruso.ui.navigation import Entry, register


def administers(user: Any) -> bool:
    return user.access.administers and not user.seen_as


def open_office() -> None:
    """Put the pages into the sidebar."""
    places = [
        (_("Settings"), "office:settings", "settings"),
        (_("People"), "office:people", "users"),
        (_("Teams"), "office:teams", "network"),
        (_("Roles"), "office:roles", "shield"),
    ]
    for order, (label, url, icon) in enumerate(places):
        register(Entry(label, url, icon, group="administration", order=order * 10, visible=administers))
    icons.draw("circle-x", "hourglass", "user-x", "plug", "text-cursor-input")
