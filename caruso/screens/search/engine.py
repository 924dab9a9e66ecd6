"""The full-text engine of the database in use. Both keep and find the same words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.db import connection

from caruso.screens.search.query import Query

TITLE_LETTERS = 3
LAST_CHAR = "\U0010ffff"


class Posting(NamedTuple):
    """What the index says of one record; `words` are distinct."""

    object: str
    record: int
    title: str
    words: Sequence[str]


class Found(NamedTuple):
    """`whole` tells that the words of the query are words of the entry, not only their beginnings."""

    entry: int
    object: str
    record: int
    title: str
    whole: bool = False


@dataclass(frozen=True)
class Branch:
    """One object to look in; `marks` narrows it to entries with any of these marks, None does not."""

    object: str
    marks: Sequence[str] | None
    limit: int

    def is_titled(self, query: Query) -> bool:
        """Whether titles are looked through as well. They carry no marks, and short beginnings say too little."""
        return self.marks is None and len(query.title) >= TITLE_LETTERS


def split(branches: Sequence[Branch], found: Iterable[Found]) -> tuple[list[Branch], list[Branch]]:
    """The branches of which as many entries were found as wanted, and the others."""
    counts = Counter({one.entry: one.object for one in found}.values())
    filled = [branch for branch in branches if counts[branch.object] >= branch.limit]
    return filled, [branch for branch in branches if branch not in filled]


class Engine(Protocol):
    """Where words are kept. Removing an entry removes its words."""

    def add(self, postings: Sequence[Posting]) -> None:
        """Write new entries."""

    def replace(self, postings: Sequence[tuple[int, Posting]]) -> None:
        """Write the words of these entries anew."""

    def find(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        """Of each branch the newest entries that have the words, as many as its limit; where there are fewer, also those
        that have words beginning so. Beside them those whose title begins with the query. An entry may come twice.
        """

    def find_records(self, object: str, words: Sequence[str], beginnings: Sequence[str], limit: int) -> list[int]:
        """Any records of the object that have all these words, and words that begin so."""

    def tidy(self) -> None:
        """Put the index in order after much has been written."""


def engine() -> Engine:
    if connection.vendor == "postgresql":
        from caruso.screens.search import postgres

        return postgres.engine
    from caruso.screens.search import sqlite

    return sqlite.engine
