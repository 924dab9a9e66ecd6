"""Screens in the sidebar and in the menu of what can be made."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caruso.screens.description import screens
from caruso.screens.doors import may_make
from caruso.ui.navigation import Entry


def listed(user: Any) -> Iterator[Entry]:
    """The lists that this person may open."""
    for screen in screens():
        if screen.group and user.access.may(screen.key, "view"):
            label = capfirst(screen.label_plural)
            yield Entry(label, screen.first_url, screen.icon, group=screen.group, order=screen.position)


def made(user: Any) -> Iterator[Entry]:
    """The records that this person may make from anywhere."""
    for screen in screens():
        if screen.group and may_make(screen, user):
            label = _("New %(label)s") % {"label": screen.label}
            yield Entry(label, screen.url("new"), screen.icon, order=screen.position)
