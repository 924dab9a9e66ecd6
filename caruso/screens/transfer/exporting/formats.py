"""The formats of export files, each written in pieces of bytes, a page of records at a time."""

import csv
import json
from collections.abc import Sequence
from typing import Any, Protocol

from caruso.screens.transfer.exporting.columns import ExportColumns
from caruso.screens.transfer.exporting.workbook import WorkbookWriter

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


class Writer(Protocol):
    """Gives the bytes to append. Another writer goes on with the `state` (plain JSON) that one has left."""

    state: dict[str, Any]

    def start(self) -> bytes: ...
    def page(self, records: Sequence[Any]) -> bytes: ...
    def end(self) -> bytes: ...


class _Line:
    """Lets the csv module give a line back instead of writing it."""

    def write(self, text: str) -> str:
        return text


class CsvWriter:
    """Comma separated, in UTF-8 with the mark by which Excel knows it."""

    def __init__(self, columns: ExportColumns, state: dict[str, Any] | None = None) -> None:
        self.columns, self.state = columns, state or {}
        self.line: Any = csv.writer(_Line())

    def start(self) -> bytes:
        return f"\ufeff{self.line.writerow(self.columns.headers)}".encode()

    def page(self, records: Sequence[Any]) -> bytes:
        links = self.columns.links(records)
        return "".join(self.line.writerow(self.columns.texts(record, links)) for record in records).encode()

    def end(self) -> bytes:
        return b""


class JsonWriter:
    """One array of objects."""

    def __init__(self, columns: ExportColumns, state: dict[str, Any] | None = None) -> None:
        self.columns, self.state = columns, state or {"any": False}

    def start(self) -> bytes:
        return b"[\n"

    def page(self, records: Sequence[Any]) -> bytes:
        links = self.columns.links(records)
        lines = [json.dumps(self.columns.as_json(record, links), ensure_ascii=False) for record in records]
        glue = ",\n" if self.state["any"] and lines else ""
        self.state["any"] = self.state["any"] or bool(lines)
        return (glue + ",\n".join(lines)).encode()

    def end(self) -> bytes:
        return b"\n]\n"


_WRITERS: dict[str, Any] = {"csv": CsvWriter, "xlsx": WorkbookWriter, "json": JsonWriter}


def writer_for(format: str, columns: ExportColumns, state: dict[str, Any] | None = None) -> Writer:
    """A writer that begins, or goes on with the state of another."""
    writer: Writer = _WRITERS[format](columns, state)
    return writer
