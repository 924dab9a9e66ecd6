"""The pages of this room in the sidebar."""

from django.utils.translation import gettext_lazy as _

from caruso.objects.layouts.panels import KINDS
from caruso.ui import icons
from caruso.ui.navigation import Entry, register
from caruso.ui.office.places import administers


def start() -> None:
    register(
        Entry(_("Screens"), "layouts:screens", "layout-template", group="administration", order=45, visible=administers)
    )
    icons.draw(*(kind.icon for kind in KINDS.values()))
