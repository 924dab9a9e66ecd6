"""The tables of the readers."""

from caruso.screens.api.kept_reply import KeptReply
from caruso.screens.bulk.models import BulkStep
from caruso.screens.matching.models import DuplicatePair, MatchKey
from caruso.screens.merging.models import Merge, MergedRecord
from caruso.screens.saved_views.models import SavedView
from caruso.screens.search.entry import SearchEntry, SearchSpelling
from caruso.screens.transfer.models import Export, Import, ImportChunk

__all__ = [
    "BulkStep",
    "DuplicatePair",
    "Export",
    "Import",
    "ImportChunk",
    "KeptReply",
    "MatchKey",
    "Merge",
    "MergedRecord",
    "SavedView",
    "SearchEntry",
    "SearchSpelling",
]
