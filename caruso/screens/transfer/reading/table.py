from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Protocol

from .cards import open_cards
from .delimited import open_delimited
from .encoding import detect_encoding
from .kind import Kind, detect_kind
from .row import SourceRow
from .separator import detect_separator
from .workbook import open_workbook


class Reader(Protocol):
    @property
    def headers(self) -> list[str]: ...

    def rows(self, start_at: int = 1) -> Iterator[SourceRow]: ...


@dataclass(frozen=True)
class Table:
    """An opened file. `encoding` is a Python codec name, "" for a workbook; `separator` is "" unless `kind` is csv.

    Nothing stays open between calls: each `rows()` reads the file anew.
    """

    kind: Kind
    encoding: str
    separator: str
    headers: list[str]
    reader: Reader

    def rows(self, start_at: int = 1) -> Iterator[SourceRow]:
        """Every row under the headers with `number >= start_at`, lazily. Rows without any text are passed over.

        To go on after row N: `rows(start_at=N + 1)`. Raises ReadingProblem where reading cannot go on.
        """
        return self.reader.rows(start_at)


def open_table(path: str | PathLike[str], *, encoding: str | None = None, separator: str | None = None) -> Table:
    """Finds out what the file is and what its columns are called, reading no more than its beginning
    (a vCard file is read through once: its columns are those that some card uses).

    `encoding` and `separator` overrule what would be detected. Raises ReadingProblem, and OSError when the
    file itself is not there.
    """
    path = Path(path)
    kind = detect_kind(path)
    if kind is Kind.WORKBOOK:
        workbook = open_workbook(path)
        return Table(kind, "", "", workbook.headers, workbook)
    encoding = encoding or detect_encoding(path)
    if kind is Kind.CARDS:
        cards = open_cards(path, encoding)
        return Table(kind, encoding, "", cards.headers, cards)
    separator = separator or detect_separator(path, encoding)
    delimited = open_delimited(path, encoding, separator)
    return Table(kind, encoding, separator, delimited.headers, delimited)
