"""The office in the sidebar."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.notification import unread_count
from caruso.ui import icons, shell
from caruso.ui.navigation import Entry, register


def administers(user: Any) -> bool:
    return user.access.administers and not user.seen_as


def unread_of(user: Any) -> int:
    return unread_count(user.pk)


def open_office() -> None:
    """Put the pages into the sidebar and the counter into the bar."""
    places = [
        (_("Settings"), "office:settings", "settings"),
        (_("People"), "office:people", "users"),
        (_("Teams"), "office:teams", "network"),
        (_("Roles"), "office:roles", "shield"),
        (_("Fields"), "office:fields", "text-cursor-input"),
    ]
    for order, (label, url, icon) in enumerate(places):
        register(Entry(label, url, icon, group="administration", order=order * 10, visible=administers))
    icons.draw("circle-x", "hourglass", "user-x", "plug")
    shell.count_unread = unread_of
