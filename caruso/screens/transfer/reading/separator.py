"""Which character stands between the cells of a text table."""

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path

from .headings import find_header_row
from .limits import SAMPLE_BYTES
from .lines import open_text

SEPARATORS = ",;\t|"
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
    best = max(SEPARATORS, key=lambda separator: _evenness(sample, separator))
    return best if _evenness(sample, best) else ","


def _evenness(sample: str, separator: str) -> float:
    """0 when the separator does not cut the headers, else the higher the better it cuts all rows alike."""
    lines = StringIO(sample.replace("\0", ""), newline="")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=separator):
            rows.append(row)
    except csv.Error:
        pass
    header = find_header_row(enumerate(rows))
    if header is None or len(header[1]) < 2:
        return 0.0
    place = header[0]
    width = len(rows[place])
    widths = Counter(len(row) for row in rows[place:] if row)
    return (widths[width] / widths.total()) ** 2 * (width - 1)
