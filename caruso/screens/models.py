"""The tables of the readers."""

from caruso.screens.bulk.models import BulkStep
from caruso.screens.saved_views.models import SavedView
from caruso.screens.search.entry import SearchEntry, SearchSpelling

__all__ = ["BulkStep", "SavedView", "SearchEntry", "SearchSpelling"]
