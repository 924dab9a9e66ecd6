"""Rows of a catalogue that tell of one thing together."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any


def grouped(rows: Iterable[Any], columns: int) -> Iterator[tuple[Any, list[Any]]]:
    """Those beside one another that begin with the same values, by these."""
    for key, found in groupby(rows, key=lambda row: tuple(row[:columns])):
        yield key, list(found)
