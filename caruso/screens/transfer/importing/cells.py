"""Reading the cells of one column: each class knows one way in which a cell becomes part of a value.

`read` gets the stripped, non-empty text of a cell, and the text of the column that labels it.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.fields import Field
from caruso.kernel.text import fold
from caruso.screens.transfer.importing.gathering import Gathered, remembering

#: How products put several values into one cell.
SEVERAL = re.compile(r"\s*(?: ::: |[;\n]| / )\s*")
SEVERAL_NAMES = re.compile(r"\s*[;\n]\s*")
SEVERAL_ADDRESSES = re.compile(r"\s*(?: ::: |[;,\n])\s*")
MONTH_FIRST = re.compile(r"^(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
NO_DATE = {"00.00.00", "00.00.0000", "0000-00-00", "0-0-0", "0/0/00", "00/00/00", "0.0.00"}
DATES = ("date", "annual_day", "datetime")
OFTEN_THE_SAME = ("choice", "choices", "yes_no", "date", "integer", "decimal", "percent", "money", "rating", "phone")


class CellReader(Protocol):
    def read(self, header: str, text: str, label: str, into: Gathered) -> None: ...


class OneValue:
    """A field with one value; the first column that has one gives it."""

    def __init__(self, field: Field, month_first: bool = False) -> None:
        self.name = field.name
        self.is_date = field.kind.name in DATES
        self.month_first = month_first
        self.parse = remembering(field) if field.kind.name in OFTEN_THE_SAME else field.parse

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        if self.name in into.values:
            return
        try:
            if self.is_date:
                text = plain_date(text, self.month_first)
            value = self.parse(text) if text else None
        except ValidationError as problem:
            into.refuse(header, problem)
        else:
            if value not in (None, "", []):
                into.values[self.name] = value


class JoinedText:
    """A text that several columns add to."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.glue = "\n\n" if field.kind.name == "long_text" else ", "

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        before = into.values.get(self.field.name)
        try:
            into.values[self.field.name] = self.field.parse(f"{before}{self.glue}{text}" if before else text)
        except ValidationError as problem:
            into.refuse(header, problem)


class SeveralValues:
    """Tags, or several of a list: every cell adds to them."""

    def __init__(self, field: Field) -> None:
        self.field = field

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        try:
            more = self.field.parse(text.replace(" ::: ", ";"))
        except ValidationError as problem:
            into.refuse(header, problem)
        else:
            into.values[self.field.name] = list(dict.fromkeys([*into.values.get(self.field.name, ()), *more]))


class LinkedRecord:
    """The name of another record, looked up later for many rows at once."""

    def __init__(self, field: Field) -> None:
        self.name = field.name

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        first = SEVERAL.split(text)[0]
        if first:
            into.links.setdefault(self.name, (header, " ".join(first.split())[:200]))


class LinkedRecords:
    """The names of other records, parted by semicolons, looked up later for many rows at once."""

    def __init__(self, field: Field) -> None:
        self.name = field.name

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        names = [" ".join(name.split())[:200] for name in SEVERAL_NAMES.split(text)]
        _header, before = into.several.get(self.name, (header, []))
        into.several[self.name] = (header, list(dict.fromkeys([*before, *filter(None, names)])))


class Colleague:
    """A person of the firm by name or e-mail, looked up later."""

    def __init__(self, field: Field) -> None:
        self.name = field.name

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        into.people.setdefault(self.name, (header, text))


class RecordNumber:
    """The number that this system's own export gives each record."""

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        if text.isascii() and text.isdigit() and len(text) < 19:
            into.record = int(text)
        else:
            into.refuse(header, ValidationError(_("“%(value)s” is not a whole number."), params={"value": text[:40]}))


class Said:
    """A cell that says several things, or in words of its own; `meaning` tells what, as raw values of fields.

    Must be read after the columns that say the same things plainly, for those win.
    """

    def __init__(self, meaning: Callable[[str], Mapping[str, Any]], fields: Mapping[str, Field]) -> None:
        self.meaning = lru_cache(maxsize=2_000)(meaning)
        self.readers = {name: OneValue(field) for name, field in fields.items()}

    def read(self, header: str, text: str, label: str, into: Gathered) -> None:
        for name, value in self.meaning(text).items():
            if name in self.readers and value:
                self.readers[name].read(header, value, "", into)


def plain_date(text: str, month_first: bool) -> str:
    """A date as the fields read it; empty for none."""
    if text in NO_DATE:
        return ""
    if month_first and (match := MONTH_FIRST.match(text)) and int(match[1]) <= 12:
        return f"{match[3] or '-'}-{int(match[1]):02}-{int(match[2]):02}"
    return text


def folded_choices(field: Field) -> dict[str, str]:
    """The choices of a field by folded value and label."""
    return {fold(str(word)): value for value, label in field.choices for word in (value, label)}
