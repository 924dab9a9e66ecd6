"""What objects, fields and records must be after a sequence of changes, told in plain Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from caruso.kernel.field_names import LONGEST_NAME, RESERVED, name_for
from caruso.kernel.text import fold

LOST = object()
_NOT_NAME = re.compile(r"[^a-z0-9]+")
#: Values that people have, by kind; those of lists are labels.
VALUES: dict[str, list[Any]] = {
    "text": ["12", "7", "-7", "about ten", "3.5", "yes", "2026-02-28", "Žluť", "zlut", "RED", "'; --", "a@b.example"],
    "long_text": ["12", "a\nb", "no", "x" * 200],
    "email": ["a@b.example", "name@caruso.example"],
    "integer": [0, 12, -7, 3, 20260228, 10**12],
    "decimal": [Decimal("3.5"), Decimal(12), Decimal("-0.25")],
    "money": [Decimal("12.50"), Decimal("7.00")],
    "percent": [Decimal("12.5"), Decimal(99)],
    "duration": [90, 2**31 - 1],
    "rating": [1, 5],
    "yes_no": [True, False],
    "date": [date(2026, 2, 28), date(2024, 2, 29)],
    "choice": ["Red", "100% %s"],
    "choices": [["Red"], ["Red", "Łódź"]],
}
LISTED = ["Red", "100% %s", "Łódź"]
LISTS = ("choice", "choices")


@dataclass
class KnownField:
    """`values` are those of all records, by number; `aside` is the name that it had before another took its place."""

    name: str
    kind: str
    column: str = ""
    position: int = 0
    listed: list[str] = field(default_factory=list)
    target: str = ""
    many: bool = False
    archived: bool = False
    aside: str = ""
    values: dict[int, Any] = field(default_factory=dict)

    @property
    def columns(self) -> set[str]:
        beside = {f"{self.column}_base"} if self.kind == "money" else set()
        return {self.column, *beside} if self.column else set()

    @property
    def has_table(self) -> bool:
        """Whether where it leads stands in a table of links."""
        return bool(self.target) and (self.many or not self.column)

    @property
    def names(self) -> set[str]:
        """What is called after it."""
        ending = {"money": "_base", "relation": "_id"}.get(self.kind)
        return {self.name, *([f"{self.name}{ending}"] if ending else [])}


@dataclass
class KnownObject:
    """`records` says of each by its number whether it is in the bin, `columns` are those of no field."""

    table: str
    columns: set[str]
    built_in: bool = False
    archived: bool = False
    fields: dict[int, KnownField] = field(default_factory=dict)
    records: dict[int, bool] = field(default_factory=dict)

    def has_others_called(self, numbers: tuple[int | None, ...], name: str, kind: str) -> bool:
        """Whether fields besides those of these numbers are called as one of this name and kind would be."""
        besides = [one for number, one in self.fields.items() if number not in numbers]
        return any(one.names & KnownField(name, kind).names for one in besides)

    @property
    def ordered(self) -> list[int]:
        return sorted(self.fields, key=lambda number: (self.fields[number].position, number))

    @property
    def next_position(self) -> int:
        return max((one.position for one in self.fields.values()), default=0) + 1

    def accepts(self, label: str, kind: str) -> bool:
        """Whether a new field of this label must be taken; the names of the object itself are in no sequence."""
        name = self.called(label)
        return bool(name) and not self.has_others_called((), name, kind)

    def called(self, label: str) -> str:
        """The name of a new field of this label: another one for words that mean something, empty for an empty label."""
        name, rest = gives(label), _NOT_NAME.sub("_", fold(label)).strip("_")
        if label.strip() and not name:
            name = f"field_{rest}"[:LONGEST_NAME].strip("_") if rest else self._first_free("field")
        return f"{name}_value" if name in RESERVED else name

    def _first_free(self, stem: str) -> str:
        taken = set().union(*(one.names for one in self.fields.values()))
        return next(one for one in (stem, *(f"{stem}_{number}" for number in range(2, 999))) if one not in taken)


class KnownModel(dict[str, KnownObject]):
    """All objects, by their keys."""

    @property
    def in_use(self) -> list[str]:
        return [key for key, known in self.items() if not known.archived]

    def modelled(self, *, archived: bool) -> list[str]:
        return [key for key, one in self.items() if one.archived == archived and not one.built_in]

    def fields(self, *, archived: bool = False) -> list[tuple[str, int, KnownField]]:
        """Those of objects in use; a link to an object in the bin is out of sight with it."""
        return [
            (key, number, one)
            for key in self.in_use
            for number, one in self[key].fields.items()
            if one.archived == archived and (not one.target or not self[one.target].archived)
        ]

    def fields_of(self, key: str) -> list[tuple[int, KnownField]]:
        return [(number, one) for other, number, one in self.fields() if other == key]

    def records(self, *, binned: bool) -> list[tuple[str, int]]:
        return [(key, number) for key in self.in_use for number, gone in self[key].records.items() if gone == binned]

    def leads_to(self, key: str, *, archived: bool = False) -> bool:
        """Whether a field of another object leads there, or with `archived` one in the bin."""
        others = (one for other, known in self.items() if other != key for one in known.fields.values())
        return any(one.target == key and (archived or not one.archived) for one in others)

    def value_for(self, known: KnownField, pick: int) -> Any:
        """Something to write there; None for nothing."""
        if known.kind == "choices":
            return known.listed[: 1 + pick % 2]
        if not known.target:
            return chosen(known.listed if known.kind == "choice" else VALUES[known.kind], pick)
        there = [number for number, binned in self[known.target].records.items() if not binned]
        return there[: pick % 3] if known.many else chosen(there, pick)


def chosen(among: Sequence[Any], pick: int) -> Any:
    return among[pick % len(among)] if among else None


def gives(label: str) -> str:
    """The name that a label gives; empty for none."""
    try:
        return name_for(label)
    except Exception:
        return ""


def converted(known: KnownField, kind: str) -> KnownField | None:
    """The field as one of another kind; None where there would be nothing to choose from."""
    listed = known.listed if known.kind in LISTS else texts_of(known)
    new = KnownField(known.name, kind, position=known.position, listed=listed if kind in LISTS else [])
    if kind in LISTS and not listed:
        return None
    for record, value in known.values.items():
        texts = value if known.kind == "choices" and kind == "choices" else [written(known.kind, value)]
        read = [read_as(kind, text, listed) for text in texts]
        if LOST not in read:
            new.values[record] = read if kind == "choices" else read[0]
    return new


def texts_of(known: KnownField) -> list[str]:
    """What its records say, in their order; what differs only in accents and case is one."""
    texts: dict[str, str] = {}
    for number in sorted(known.values):
        text = " ".join(written(known.kind, known.values[number]).split())
        texts.setdefault(fold(text), text[:80])
    return list(texts.values())


def written(kind: str, value: Any) -> str:
    """A value as a person would write it."""
    match kind:
        case "yes_no":
            return "yes" if value else "no"
        case "choices":
            return ", ".join(value)
        case "money":
            return f"{value:.2f}"
        case "decimal" | "percent":
            return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
        case _:
            return str(value)


def read_as(kind: str, text: str, listed: list[str]) -> Any:
    """What a person means by a text in a field of the kind; LOST where it means nothing."""
    match kind:
        case "text":
            return " ".join(text.split())
        case "long_text":
            return text
        case "email":
            return text if re.fullmatch(r"[\w.]+@[\w.]+", text) else LOST
        case "yes_no":
            return {"yes": True, "1": True, "no": False, "0": False}.get(text, LOST)
        case "date":
            return _date(text)
        case "choice" | "choices":
            line = " ".join(text.split())
            return next((one for one in (*_same(line, listed), *_alike(line, listed))), LOST)
        case _:
            return _number(kind, text)


def _number(kind: str, text: str) -> Any:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return LOST
    number = Decimal(text)
    if kind == "money":
        return number.quantize(Decimal("0.01"))
    if kind in ("decimal", "percent"):
        return number if kind == "decimal" or abs(number) < 10**8 else LOST
    if kind == "duration" and not (text.isdigit() and len(text) < 9):
        return LOST
    least, most = (1, 5) if kind == "rating" else (-(10**15), 10**15)
    if number % 1 or not least <= number <= most:
        return LOST
    return int(number)


def _date(text: str) -> Any:
    parts = re.fullmatch(r"(\d{4})(-?)(\d\d)\2(\d\d)", text)
    try:
        return date(int(parts[1]), int(parts[3]), int(parts[4])) if parts else LOST
    except ValueError:
        return LOST


def _same(text: str, listed: list[str]) -> list[str]:
    return [one for one in listed if one == text]


def _alike(text: str, listed: list[str]) -> list[str]:
    return [one for one in listed if fold(one) == fold(text)]
