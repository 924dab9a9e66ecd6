"""Lines of a text file, each of bounded length."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext_lazy as _

from .limits import MAX_LINE, MAX_RECORD
from .problem import ReadingProblem


def open_text(path: Path, encoding: str) -> TextIO:
    """The file as text with its line ends as they are; bytes that do not fit become U+FFFD."""
    return path.open("r", encoding=encoding, errors="replace", newline="")


class RecordLines(Iterator[str]):
    """Feeds the csv module, and knows of the record it is in what the csv module does not tell.

    Call `next_record` after each record. `damage` holds what had to be repaired in the present record;
    `open_at_end` says that the file ended inside a record, which means inside quotes.
    """

    def __init__(self, file: TextIO) -> None:
        self._read = file.readline
        self._size = 0
        self.record = 1
        self.open_at_end = False
        self.damage: list[ReadingProblem] = []

    def __next__(self) -> str:
        line = self._read(MAX_LINE)
        if not line:
            self.open_at_end = self._size > 0
            raise StopIteration
        self._size += len(line)
        if len(line) >= MAX_LINE and not line.endswith(("\n", "\r")):
            raise ReadingProblem(_("A line is longer than %(limit)d characters."), self.record, limit=MAX_LINE)
        if self._size > MAX_RECORD:
            raise ReadingProblem(
                _("A row is longer than %(limit)d characters; probably a quotation mark is missing."),
                self.record,
                limit=MAX_RECORD,
            )
        if "\ufffd" in line:
            self.damage.append(ReadingProblem(_("Some characters cannot be read in this encoding."), self.record))
        if "\0" in line:
            self.damage.append(ReadingProblem(_("Zero bytes were removed."), self.record))
            line = line.replace("\0", "")
        return line

    def next_record(self) -> None:
        self.record += 1
        self._size = 0
        if self.damage:
            self.damage = []
