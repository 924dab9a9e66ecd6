"""The full-text engine of the database in use. Both keep and find the same words."""

from collections.abc import Sequence
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
    entry: int
    object: str
    record: int
    title: str


@dataclass(frozen=True)
class Branch:
    """One object to look in; `marks` narrows it to entries with any of these marks, None does not."""

    object: str
    marks: Sequence[str] | None
    limit: int

    def is_titled(self, query: Query) -> bool:
        """Whether titles are looked through as well. They carry no marks, and short beginnings say too little."""
        return self.marks is None and len(query.title) >= TITLE_LETTERS


class Engine(Protocol):
    """Where words are kept. Removing an entry removes its words."""

    def add(self, postings: Sequence[Posting]) -> None:
        """Write new entries."""

    def replace(self, postings: Sequence[tuple[int, Posting]]) -> None:
        """Write the words of these entries anew."""

    def find_whole(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        """The newest entries of each branch that have the words, and those whose title begins with the query."""

    def find_beginnings(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        """The newest entries of each branch that have words beginning with those of the query."""

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
