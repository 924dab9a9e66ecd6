"""Panels that the firm adds to record pages and home pages itself, one module for each kind."""

from caruso.objects.layouts.content import PanelContent
from caruso.objects.layouts.panels.chart import ChartPanel
from caruso.objects.layouts.panels.note import NotePanel
from caruso.objects.layouts.panels.number import NumberPanel
from caruso.objects.layouts.panels.own import OwnPanel
from caruso.objects.layouts.panels.records import RecordsPanel
from caruso.objects.layouts.panels.web import WebPanel

KINDS: dict[str, type[OwnPanel]] = {
    kind.kind: kind for kind in (NumberPanel, ChartPanel, RecordsPanel, NotePanel, WebPanel)
}

__all__ = ["KINDS", "OwnPanel", "make_panel"]


def make_panel(content: PanelContent) -> OwnPanel:
    """The panel that this content describes. Raises KeyError for an unknown kind."""
    return KINDS[content["kind"]](content)
