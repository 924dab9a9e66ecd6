"""Reading the first visible sheet of an XLSX workbook."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from .archive import check_archive
from .cell_text import cell_text
from .headings import find_header_row, unique_headers
from .limits import HEADER_SEARCH_ROWS, MAX_CELL, MAX_COLUMNS, MAX_SHEET_ROWS
from .problem import ReadingProblem
from .row import SourceRow

Cells = Sequence[Any]


@dataclass(frozen=True)
class Workbook:
    path: Path
    sheet: str
    header_row: int
    headers: list[str]

    def rows(self, start_at: int = 1) -> Iterator[SourceRow]:
        """The rows under the headers, from row number `start_at` on; rows without any text are passed over."""
        width = len(self.headers)
        first = max(start_at, self.header_row + 1)
        gap: Cells | None = None
        with _opened(self.path) as book:
            # One column more than there are headers is enough to see that a row is too long.
            for number, cells in _rows(book[self.sheet], width + 1, first):
                if cells is gap:
                    continue
                row = _source_row(number, cells, self.headers)
                if row is not None:
                    yield row
                else:
                    gap = cells  # openpyxl gives one and the same row for all that a sheet leaves out


def open_workbook(path: Path) -> Workbook:
    """Finds the first visible sheet with text and its headers.

    Raises ReadingProblem for a workbook that is damaged, protected, dangerous or empty.
    """
    check_archive(path)
    with _opened(path) as book:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            texts = ((number, _texts(cells)) for number, cells in _rows(sheet, MAX_COLUMNS + 1))
            header = find_header_row(islice(texts, HEADER_SEARCH_ROWS + 1))
            if header is not None:
                return Workbook(path, sheet.title, header[0], unique_headers(header[1]))
    raise ReadingProblem(_("The workbook has no visible sheet with data."))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The workbook, with whatever its parser stumbles over told as a ReadingProblem.

    A damaged file makes openpyxl raise almost anything (KeyError, TypeError, ParseError, …), hence `Exception`.
    """
    # Half a second to load, which only readers of workbooks should wait for.
    from openpyxl import load_workbook

    with path.open("rb") as file:  # given a path, openpyxl would judge by the name
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of every extension it drops
                book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            yield book
        except ReadingProblem:
            raise
        except Exception as fault:
            raise ReadingProblem(_("The workbook is damaged and cannot be read further.")) from fault


def _rows(sheet: Any, columns: int, first: int = 1) -> Iterator[tuple[int, Cells]]:
    sheet.reset_dimensions()  # the declared size is often wrong, and would be trusted
    rows = sheet.iter_rows(min_row=first, max_col=columns)
    yield from enumerate(islice(rows, max(0, MAX_SHEET_ROWS + 1 - first)), first)


def _texts(cells: Cells) -> list[str]:
    return [cell_text(cell) for cell in cells]


def _source_row(number: int, cells: Cells, headers: list[str]) -> SourceRow | None:
    texts = _texts(cells)
    if not any(texts):
        return None
    problems = []
    for index, header in enumerate(headers):
        if cells[index].data_type == "e":
            text = _("The formula in this cell ends in the error %(error)s.")
            problems.append(ReadingProblem(text, number, header, error=cells[index].value))
        if len(texts[index]) > MAX_CELL:
            texts[index] = texts[index][:MAX_CELL]
            text = _("The text was cut after %(limit)d characters.")
            problems.append(ReadingProblem(text, number, header, limit=MAX_CELL))
    if texts[-1]:
        text = _("This row has more cells than there are headers: %(cells)s")
        problems.append(ReadingProblem(text, number, cells=texts[-1][:200]))
    return SourceRow(number, dict(zip(headers, texts, strict=False)), tuple(problems))
