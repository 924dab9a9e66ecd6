"""Which character stands between the cells of a text table."""

import csv
import re
from collections import Counter
from contextlib import suppress
from io import StringIO
from pathlib import Path

from .headings import find_header_row
from .limits import SAMPLE_BYTES
from .lines import open_text

SEPARATORS = ",;\t|"
CONVINCING = 0.3  # two columns, and more than half of the rows have two
DECLARED = re.compile(r"^\ufeff?\"?sep=(?P<separator>[^\r\n\"])\"?[ \t;,]*(\r\n|\r|\n|$)", re.IGNORECASE)


def declared_separator(first_line: str) -> str | None:
    """The separator of Excel's own `sep=;` first line, or None when the line is not one."""
    found = DECLARED.match(first_line)
    return found["separator"] if found else None


def detect_separator(path: Path, encoding: str) -> str:
    """The separator that cuts the first rows into the most columns most evenly; a comma when none does."""
    with open_text(path, encoding) as file:
        sample = file.read(SAMPLE_BYTES // 4)
        complete = not file.read(1)
    if declared := declared_separator(sample[:64]):
        return declared
    if not complete and "\n" in sample:
        sample = sample[: sample.rindex("\n") + 1]
    rows = {separator: _rows(sample, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: _evenness(rows[separator]))
    if _evenness(rows[best]) < CONVINCING:
        # Perhaps a title stands above the headers and no separator cuts it.
        best = max(SEPARATORS, key=lambda separator: _evenness(_below_title(rows[separator])))
    return best if _evenness(_below_title(rows[best])) else ","


def _rows(sample: str, separator: str) -> list[list[str]]:
    """The rows that are not empty, as far as they can be read with this separator."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for row in csv.reader(StringIO(sample.replace("\0", ""), newline=""), delimiter=separator):
            if "".join(row).strip():
                rows.append(row)
    return rows


def _below_title(rows: list[list[str]]) -> list[list[str]]:
    header = find_header_row(enumerate(rows))
    return rows[header[0] :] if header else []


def _evenness(rows: list[list[str]]) -> float:
    """0 when the first row is not cut, else the higher the more columns there are and the more rows have as many."""
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0
    widths = Counter(len(row) for row in rows)
    return (widths[width] / widths.total()) ** 2 * (width - 1)
