"""Writing a workbook (XLSX) in steps: rows of text and numbers, nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from caruso.screens.transfer.exporting.archive import Archive
from caruso.screens.transfer.exporting.columns import NUMBERS, ExportColumns

#: What one sheet holds, and one cell.
MOST_SHEET_ROWS = 1_048_576
MOST_SHEET_BYTES = 3 * 1024**3
MOST_TEXT = 32_767

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET_START = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
_SHEET_END = "</sheetData></worksheet>"


class WorkbookWriter:
    """Each method gives the bytes to append; `state` is what a later step must know, as JSON."""

    def __init__(self, columns: ExportColumns, state: dict[str, Any] | None = None) -> None:
        self.columns = columns
        self.state: dict[str, Any] = state or {"sheets": 0, "rows": 0, "archive": None}
        self.archive = Archive(self.state["archive"])
        self.state["archive"] = self.archive.state
        self.numeric = {0, *(place for place, field in enumerate(columns.fields, 1) if field.kind.name in NUMBERS)}

    def start(self) -> bytes:
        return self._begin_sheet() + self._rows([self._row(self.columns.headers, frozenset())])

    def page(self, records: Sequence[Any]) -> bytes:
        links = self.columns.links(records)
        written = b""
        rows: list[str] = []
        for record in records:
            if self.state["rows"] + len(rows) >= MOST_SHEET_ROWS or self.archive.size > MOST_SHEET_BYTES:
                written += self._rows(rows) + self._end_sheet() + self._begin_sheet()
                rows = []
            rows.append(self._row(self.columns.texts(record, links), self.numeric))
        return written + self._rows(rows)

    def end(self) -> bytes:
        count = self.state["sheets"]
        title = quoteattr(_sheet_title(self.columns.screen.label_plural))
        more = [quoteattr(str(number)) for number in range(2, count + 1)]
        sheets = "".join(
            f'<sheet name={name} sheetId="{number}" r:id="rId{number}"/>'
            for number, name in enumerate([title, *more], 1)
        )
        links = "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in range(1, count + 1)
        )
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
            for number in range(1, count + 1)
        )
        return (
            self._end_sheet()
            + self.archive.whole(
                "xl/workbook.xml",
                f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
            )
            + self.archive.whole("xl/_rels/workbook.xml.rels", _relationships(links))
            + self.archive.whole(
                "_rels/.rels",
                _relationships(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'),
            )
            + self.archive.whole(
                "[Content_Types].xml",
                f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
                ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>{types}</Types>',
            )
            + self.archive.end()
        )

    def _begin_sheet(self) -> bytes:
        self.state["sheets"] += 1
        self.state["rows"] = 0
        started = self.archive.begin(f"xl/worksheets/sheet{self.state['sheets']}.xml")
        return started + self.archive.add(_SHEET_START.encode())

    def _end_sheet(self) -> bytes:
        return self.archive.add(_SHEET_END.encode()) + self.archive.end_part()

    def _rows(self, rows: list[str]) -> bytes:
        self.state["rows"] += len(rows)
        return self.archive.add("".join(rows).encode()) if rows else b""

    @staticmethod
    def _row(texts: Iterable[str], numeric: Iterable[int]) -> str:
        cells = []
        for place, text in enumerate(texts):
            if not text:
                cells.append("<c/>")
            elif place in numeric and _is_number(text):
                cells.append(f"<c><v>{text}</v></c>")
            else:
                shown = escape(_without_controls(text)[:MOST_TEXT])
                cells.append(f'<c t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>')
        return f"<row>{''.join(cells)}</row>"


def _relationships(links: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _sheet_title(label: str) -> str:
    """What a sheet may be called: up to 31 characters, none of those that stand in references to cells."""
    return "".join(char for char in label[:1].upper() + label[1:] if char not in r"[]:*?/\'")[:31] or "1"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii() and "_" not in text and text[-1].isdigit()


def _without_controls(text: str) -> str:
    """What XML cannot hold goes. The guarding apostrophe stays, for a workbook may be saved as CSV again."""
    if text.isprintable():
        return text
    return "".join(
        char
        for char in text
        if char in "\t\n" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
    )
