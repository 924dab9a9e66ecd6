"""The formats of export files. Each writes pieces of text page by page; a workbook is made of such a CSV file."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from caruso.screens.transfer.exporting.columns import NUMBERS, ExportColumns

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
#: What one sheet of a workbook holds.
MOST_SHEET_ROWS = 1_048_575


class _Line:
    """Lets the csv module give a line back instead of writing it."""

    def write(self, text: str) -> str:
        return text


class CsvWriter:
    """Comma separated, in UTF-8 with the mark by which Excel knows it."""

    def __init__(self, columns: ExportColumns) -> None:
        self.columns = columns
        self.line: Any = csv.writer(_Line())

    def start(self) -> str:
        return "\ufeff" + self.line.writerow(self.columns.headers)

    def page(self, records: Sequence[Any], first: bool) -> str:
        links = self.columns.links(records)
        return "".join(self.line.writerow(self.columns.texts(record, links)) for record in records)

    def end(self) -> str:
        return ""


class JsonWriter:
    """One array of objects."""

    def __init__(self, columns: ExportColumns) -> None:
        self.columns = columns

    def start(self) -> str:
        return "[\n"

    def page(self, records: Sequence[Any], first: bool) -> str:
        links = self.columns.links(records)
        lines = [json.dumps(self.columns.as_json(record, links), ensure_ascii=False) for record in records]
        return (",\n" if not first and lines else "") + ",\n".join(lines)

    def end(self) -> str:
        return "\n]\n"


def writer_for(format: str, columns: ExportColumns) -> CsvWriter | JsonWriter:
    return JsonWriter(columns) if format == "json" else CsvWriter(columns)


def write_workbook(source: Path, target: Path, columns: ExportColumns) -> None:
    """Turn a written CSV file into a workbook, row by row; numbers become numbers, everything else is text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    numeric = {0, *(place for place, field in enumerate(columns.fields, 1) if field.kind.name in NUMBERS)}
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(columns.screen.label_plural[:31].capitalize())
    sheet.freeze_panes = "B2"
    with source.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.reader(file)):
            if number and number % MOST_SHEET_ROWS == 0:
                sheet = workbook.create_sheet()
            cells: list[Any] = []
            for place, text in enumerate(row):
                if number and place in numeric and text:
                    cells.append(_number(text))
                else:
                    cell = WriteOnlyCell(sheet, value=_without_guard(text))
                    cell.data_type = "s"
                    cells.append(cell)
            sheet.append(cells)
    workbook.save(target)


def _number(text: str) -> Any:
    try:
        return int(text) if text.lstrip("-").isdigit() else float(text)
    except ValueError:
        return text


def _without_guard(text: str) -> str:
    """Illegal characters go; the guarding apostrophe stays, for a workbook may be saved as CSV again."""
    return "".join(char for char in text if char >= " " or char in "\t\n")
