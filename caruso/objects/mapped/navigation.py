"""The page of connected databases in the sidebar."""

from django.utils.translation import gettext_lazy as _

from caruso.ui import icons
from caruso.ui.navigation import Entry, sidebar
from caruso.ui.office.places import administers


def start() -> None:
    sidebar.add(
        Entry(_("Databases"), "mapped:databases", "database", group="administration", order=52, visible=administers)
    )
    icons.draw("database", "unplug", "table-2", "key-round", "cable", "list-plus")
