"""Rows of a file read into values of fields, as the plan says."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from caruso.kernel.countries import country_code
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.phones import local_to
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields
from caruso.screens.transfer.importing.cells import (
    CellReader,
    Colleague,
    JoinedText,
    LinkedRecord,
    LinkedRecords,
    OneValue,
    RecordNumber,
    Said,
    SeveralValues,
)
from caruso.screens.transfer.importing.entry_cells import (
    EntryOfValue,
    EntryShape,
    PartOfEntry,
    SortOfEntry,
    WholeList,
)
from caruso.screens.transfer.importing.gathering import Gathered
from caruso.screens.transfer.importing.plan import Column, Plan
from caruso.screens.transfer.reading import SourceRow

RECORD_NUMBER = "id"
#: Programs put one of these before what a spreadsheet would take for a formula.
GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")


class RowReader:
    """Reads rows for one import. What the person may not write, or the plan leaves out, is not read."""

    def __init__(self, plan: Plan, screen: Screen, user: User) -> None:
        self.plan, self.screen = plan, screen
        fields = screen.object.fields
        self.fields = {name: fields[name] for name in editable_fields(screen, user)}
        compiled = [(column, reader) for column in plan.columns if (reader := self._reader(column))]
        compiled.sort(key=lambda pair: isinstance(pair[1], Said))
        self.columns = [(column.header, column.label_header, reader) for column, reader in compiled]
        self.countries = [column.header for column in plan.columns if column.path.rpartition(".")[2] == "country"]
        self.lists = {name for name, field in self.fields.items() if field.kind.name == "entries"}

    def read(self, row: SourceRow) -> Gathered:
        """What the row says. Cells that cannot be read are in `messages`, the others in `values`."""
        cells = self.plan.corrected(row.number, row.cells) if self.plan.corrections else row.cells
        gathered = Gathered(row.number)
        for problem in row.problems:
            gathered.messages.append((problem.column or "", problem.message))
        with local_to(self._country(cells)):
            self._read_cells(cells, gathered)
        self._tidy(gathered)
        return gathered

    def _country(self, cells: Mapping[str, str]) -> str:
        """The code of the country that the row names first: its local telephone numbers are dialled there."""
        named = (country_code(cells.get(header, "").strip()) for header in self.countries)
        return next((code for code in named if code), "")

    def _read_cells(self, cells: Mapping[str, str], gathered: Gathered) -> None:
        for header, label_header, reader in self.columns:
            if text := cells.get(header):
                text = text.strip()
                if text.startswith(GUARDED):
                    text = text[1:]
                if text:
                    reader.read(header, text, cells.get(label_header, "") if label_header else "", gathered)

    def _tidy(self, gathered: Gathered) -> None:
        """Entries of which nothing could be read go; one of the others is the primary."""
        if not gathered.groups:
            return
        for name in {key[0] for key in gathered.groups}:
            entries = [entry for entry in gathered.values[name] if entry.keys() - {"type", "primary"}]
            if not entries:
                del gathered.values[name]
                continue
            if any("primary" in entry for entry in gathered.values[name]):
                for entry in entries:
                    entry.pop("primary", None)
                entries[0]["primary"] = True
            gathered.values[name] = entries

    def _reader(self, column: Column) -> CellReader | None:
        name, *rest = column.path.split(".")
        meanings = self.screen.vocabulary.meanings
        if name == RECORD_NUMBER:
            return RecordNumber()
        if name in meanings and not rest:
            return Said(meanings[name], self.fields)
        field = self.fields.get(name)
        if field is None:
            return None
        if field.kind.name == "entries":
            return self._entry_reader(field, rest, column)
        if field.kind.name == "address":
            return WholeList(field)
        if field.kind.name == "relation":
            return LinkedRecord(field)
        if field.kind.name == "relations":
            return LinkedRecords(field)
        if field.kind.name == "person":
            return Colleague(field)
        if field.kind.name in ("tags", "choices"):
            return SeveralValues(field)
        shared = sum(one.path == column.path for one in self.plan.columns) > 1
        if shared and field.kind.name in ("text", "long_text"):
            return JoinedText(field)
        return OneValue(field, self.plan.month_first) if field.kind.family != "link" else None

    def _entry_reader(self, field: Field, rest: list[str], column: Column) -> CellReader:
        shape = EntryShape(field)
        if not rest and shape.naming is not None and shape.naming.name == "type":
            return WholeList(field)
        if not rest and column.header.casefold() == str(field.label).casefold():
            return WholeList(field)
        part = shape.parts.get(rest[-1]) if rest else None
        sort = rest[0] if rest and rest[0] not in shape.parts else ""
        if not sort and shape.naming is not None and shape.naming.name == "label":
            sort = column.header
        if shape.naming is not None and shape.naming.name == "relation" and sort:
            sort = sort.capitalize()
        sorts = SortOfEntry(shape.naming, sort, self.screen.vocabulary.kind_of_label)
        if shape.several and part is not None and shape.naming is not None and shape.naming.name == "type":
            return PartOfEntry(shape, sorts, part, f"{sort} {column.label_header}")
        return EntryOfValue(shape, sorts, part or shape.main, self.plan.month_first)


def defaults(plan: Plan, reader: RowReader) -> dict[str, Any]:
    """The parsed values for what a row leaves empty. Raises ValidationError by field."""
    parsed = {}
    for name, raw in plan.defaults.items():
        if name not in reader.fields or raw in (None, "", []):
            continue
        try:
            parsed[name] = reader.fields[name].parse(raw)
        except ValidationError as problem:
            raise ValidationError({name: problem.messages}) from None
    return parsed


def chunks(rows: Iterator[SourceRow], size: int) -> Iterator[list[SourceRow]]:
    """The rows in lists of this size, the last one shorter."""
    chunk: list[SourceRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
