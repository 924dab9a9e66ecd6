"""The full-text engine of the database in use. Both keep and find the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.db import connection

from caruso.screens.search.query import Query


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


class Engine(Protocol):
    """Where words are kept. Removing an entry removes its words."""

    def add(self, postings: Sequence[Posting]) -> None:
        """Write new entries."""

    def replace(self, postings: Sequence[tuple[int, Posting]]) -> None:
        """Write the words of these entries anew."""

    def find(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        """The newest entries of each branch that meet the query, and those whose title begins with it."""

    def tidy(self) -> None:
        """Put the index in order after much has been written."""


def engine() -> Engine:
    if connection.vendor == "postgresql":
        from caruso.screens.search import postgres

        return postgres.engine
    from caruso.screens.search import sqlite

    return sqlite.engine


#: Typed text shorter than this is not looked for at the beginning of titles.
TITLE_LETTERS = 3
LAST_CHAR = "\U0010ffff"
