"""The tables of the readers."""

from caruso.screens.search.entry import SearchEntry, SearchSpelling

__all__ = ["SearchEntry", "SearchSpelling"]
