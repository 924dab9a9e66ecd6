from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from .limits import HEADER_SEARCH_ROWS, MAX_COLUMNS
from .problem import ReadingProblem


def unique_headers(cells: Sequence[str]) -> list[str]:
    """Names for the columns: trimmed, none empty, none twice ("Phone", "Phone (2)", "Column C")."""
    if len(cells) > MAX_COLUMNS:
        raise ReadingProblem(
            _("There are too many columns: %(count)d (at most %(limit)d can be read)."),
            count=len(cells),
            limit=MAX_COLUMNS,
        )
    headers: list[str] = []
    taken: set[str] = set()
    for index, cell in enumerate(cells):
        wanted = " ".join(cell.split()) or f"Column {column_letters(index)}"
        name, copy = wanted, 1
        while name in taken:
            copy += 1
            name = f"{wanted} ({copy})"
        taken.add(name)
        headers.append(name)
    return headers


def column_letters(index: int) -> str:
    """The spreadsheet's letters of a column counted from 0: A, …, Z, AA, …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def find_header_row(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[int, list[str]] | None:
    """The row of headers among the numbered first rows: the first that is not empty.

    A lone text in the first cell above rows of three cells or more is a title, not a header. Trailing empty
    cells are dropped.
    """
    title: tuple[int, list[str]] | None = None
    for seen, (number, cells) in enumerate(rows):
        width = max((i for i, cell in enumerate(cells, 1) if cell.strip()), default=0)
        if width > 2 or (width == 2 and title is None):
            return number, list(cells[:width])
        if width == 1 and title is None:
            title = number, [cells[0]]
        if seen >= HEADER_SEARCH_ROWS:
            break
    return title
