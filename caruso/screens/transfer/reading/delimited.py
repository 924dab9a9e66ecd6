"""Reading CSV and its kin."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .headings import find_header_row, unique_headers
from .limits import HEADER_SEARCH_ROWS, MAX_CELL
from .lines import RecordLines, open_text
from .problem import ReadingProblem
from .row import SourceRow
from .separator import declared_separator

Record = tuple[int, list[str], tuple[ReadingProblem, ...]]


@dataclass(frozen=True)
class Delimited:
    """A text table whose encoding and separator are known."""

    path: Path
    encoding: str
    separator: str
    header_row: int
    headers: list[str]

    def rows(self, start_at: int = 1) -> Iterator[SourceRow]:
        """The rows under the headers, from row number `start_at` on; rows without any text are passed over.

        Raises ReadingProblem, with the row, where the file cannot be read further.
        """
        headers = self.headers
        width = len(headers)
        first = max(start_at, self.header_row + 1)
        for number, cells, problems in _records(self.path, self.encoding, self.separator):
            if number < first or not "".join(cells).strip():
                continue
            if len(cells) == width:
                yield SourceRow(number, dict(zip(headers, cells, strict=True)), problems)
            else:
                yield _ragged(number, cells, problems, headers)


def open_delimited(path: Path, encoding: str, separator: str) -> Delimited:
    """Finds the headers. Raises ReadingProblem when there are none."""
    first = islice(_records(path, encoding, separator), HEADER_SEARCH_ROWS + 1)
    header = find_header_row((number, cells) for number, cells, _problems in first)
    if header is None:
        raise ReadingProblem(_("The file is empty."))
    return Delimited(path, encoding, separator, header[0], unique_headers(header[1]))


def _records(path: Path, encoding: str, separator: str) -> Iterator[Record]:
    csv.field_size_limit(MAX_CELL)
    with open_text(path, encoding) as file:
        if declared_separator(file.readline(64)) is None:
            file.seek(0)
        lines = RecordLines(file)
        reader = csv.reader(lines, delimiter=separator)
        try:
            for cells in reader:
                if lines.open_at_end:
                    raise ReadingProblem(_("A quotation mark is opened in this row and never closed."), lines.record)
                yield lines.record, cells, tuple(lines.damage) if lines.damage else ()
                lines.next_record()
        except csv.Error as fault:
            raise ReadingProblem(
                _("A cell is longer than %(limit)d characters; probably a quotation mark is missing."),
                lines.record,
                limit=MAX_CELL,
            ) from fault


def _ragged(number: int, cells: list[str], problems: tuple[ReadingProblem, ...], headers: list[str]) -> SourceRow:
    """A row shorter or longer than the headers: padded with "", or cut with a problem that shows what was cut."""
    width = len(headers)
    surplus = [cell for cell in cells[width:] if cell.strip()]
    if surplus:
        shown = " | ".join(surplus)[:200]
        problems = (
            *problems,
            ReadingProblem(_("This row has more cells than there are headers: %(cells)s"), number, cells=shown),
        )
    padded = cells[:width] + [""] * (width - len(cells))
    return SourceRow(number, dict(zip(headers, padded, strict=True)), problems)
