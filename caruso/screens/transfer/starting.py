"""What import and export register when the house starts."""

from django.utils.translation import gettext_lazy as _

from caruso.screens.transfer.exporting import job  # noqa: F401
from caruso.screens.transfer.importing import running, undoing  # noqa: F401
from caruso.ui.navigation import Entry, sidebar


def start() -> None:
    sidebar.add(Entry(label=_("Imports"), url="screens:imports", icon="upload", group="data", order=50))
