"""Reading cells that become entries of list fields: e-mails, telephones, addresses, family."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from caruso.kernel.fields import Field
from caruso.kernel.text import fold
from caruso.screens.transfer.importing.cells import (
    DATES,
    SEVERAL,
    SEVERAL_ADDRESSES,
    folded_choices,
    plain_date,
)
from caruso.screens.transfer.importing.gathering import Gathered, remembering

NAMING = ("type", "relation", "label")
LIST_KINDS = ("email", "phone")
_STAR = re.compile(r"^\*\s*")


class EntryShape:
    """The parts of one list field: which names the sort (`naming`), and which is the `main` one."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.parts = {part.name: part for part in field.columns}
        self.naming = next((self.parts[name] for name in NAMING if name in self.parts), None)
        plain = [part for part in field.columns if part is not self.naming and part.name != "primary"]
        self.main = self.parts.get("value") or plain[0]
        self.several = plain[1:] != []
        self.marks_primary = "primary" in self.parts


class SortOfEntry:
    """Of which sort an entry is: by the label beside the value, else as the path says."""

    def __init__(self, naming: Field | None, default: str, kind_of_label: Callable[[str], str] | None) -> None:
        self.naming, self.default, self.kind_of_label = naming, default, kind_of_label
        self.choices = folded_choices(naming) if naming and naming.choices else {}

    def of(self, label: str) -> str:
        label = _STAR.sub("", label).strip()
        if self.naming is None or not label:
            return self.default
        if not self.choices:
            return label[: self.naming.max_length or 200]
        if found := self.choices.get(fold(label)):
            return found
        meant = self.kind_of_label(label) if self.kind_of_label else ""
        return meant if meant in self.choices else self.default


class EntryOfValue:
    """A cell, or each of several values in it, is an entry: an e-mail, a telephone, a spouse."""

    def __init__(self, shape: EntryShape, sort: SortOfEntry, part: Field, month_first: bool) -> None:
        self.shape, self.sort, self.part, self.month_first = shape, sort, part, month_first
        self.name = shape.field.name
        self.split = SEVERAL_ADDRESSES if part.kind.name == "email" else SEVERAL
        self.may_be_several = part.kind.name != "url"
        self.parse = remembering(part) if part.kind.name == "phone" else part.parse

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        texts = self.split.split(text) if self.may_be_several else [text]
        for one in texts:
            if one:
                self._add(header, one, label, into)

    def _add(self, header: str, text: str, label: str, into: Gathered) -> None:
        try:
            if self.part.kind.name in DATES:
                text = plain_date(text, self.month_first)
            value = self.part.kind.dump(self.parse(text)) if text else None
        except ValidationError as problem:
            into.refuse(header, problem)
            return
        if value in (None, ""):
            return
        entries = into.values.setdefault(self.name, [])
        if any(entry.get(self.part.name) == value for entry in entries):
            return
        entry: dict[str, Any] = {self.part.name: value}
        if self.shape.naming and (sort := self.sort.of(label)):
            entry[self.shape.naming.name] = sort
        if self.shape.marks_primary and not entries:
            entry["primary"] = True
        entries.append(entry)


class PartOfEntry:
    """A cell is one part of an entry that several columns make up: the town of an address."""

    def __init__(self, shape: EntryShape, sort: SortOfEntry, part: Field, group: str) -> None:
        self.shape, self.sort, self.part, self.group = shape, sort, part, group
        self.name = shape.field.name

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        key = (self.name, self.group, "")
        entry = into.groups.get(key)
        if entry is None:
            entry = into.groups[key] = {}
            entries = into.values.setdefault(self.name, [])
            if self.shape.marks_primary and not entries:
                entry["primary"] = True
            if self.shape.naming and (sort := self.sort.of(label)):
                entry[self.shape.naming.name] = sort
            entries.append(entry)
        before = entry.get(self.part.name)
        if before and text in before:
            return
        try:
            entry[self.part.name] = self.part.kind.dump(self.part.parse(f"{before}, {text}" if before else text))
        except ValidationError as problem:
            into.refuse(header, problem)


class WholeList:
    """A list field as this system's own export writes it; see `caruso.screens.transfer.list_text`."""

    def __init__(self, field: Field) -> None:
        self.field = field

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        from caruso.screens.transfer.list_text import entries_from_text

        into.texts[self.field.name] = text
        try:
            into.values.setdefault(self.field.name, []).extend(self.field.parse(entries_from_text(text, self.field)))
        except ValidationError as problem:
            into.refuse(header, problem)
