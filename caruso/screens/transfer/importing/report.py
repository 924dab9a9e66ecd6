"""The report of an import: what became of every row, as CSV."""

import csv
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from caruso.screens.description import screen_of
from caruso.screens.transfer.importing.outcomes import LABELS
from caruso.screens.transfer.models import Import
from caruso.screens.transfer.spreadsheet_safety import safe_text


class _Echo:
    def write(self, text: str) -> str:
        return text


def report_lines(run: Import, site: str = "") -> Iterator[str]:
    """The lines of the report, read in parts; `site` is put before the addresses of records."""
    writer: Any = csv.writer(_Echo())
    screen = screen_of(run.object)
    yield "\ufeff" + writer.writerow([_("Row"), _("Outcome"), _("Record"), _("Messages")])
    base = screen.list_url
    for rows in run.chunks.order_by("first_row").values_list("rows", flat=True).iterator(chunk_size=20):
        for number, outcome, record, messages in rows:
            said = "; ".join(f"{header}: {text}" if header else text for header, text in messages)
            address = f"{site}{base}{record}" if record else ""
            yield writer.writerow([number, LABELS[outcome], address, safe_text(said)])
    if run.problem:
        yield writer.writerow(["", "", "", safe_text(run.problem)])
