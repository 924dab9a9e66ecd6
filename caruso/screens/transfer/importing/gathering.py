"""What is gathered from the cells of one row on the way to values of fields."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from caruso.kernel.fields import Field
from caruso.kernel.phones import present_region


@dataclass
class Gathered:
    """Values of fields read from one row.

    `links` are names of other records, and `people` of people, still to be looked up: field → (header, text).
    `several` are names of several records for one field, looked up likewise.
    `refused` are the headers of cells that cannot be read. `texts` are whole list fields as this system's own export writes them, to see whether they say anything new.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    groups: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)
    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    several: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    people: dict[str, tuple[str, str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    messages: list[tuple[str, str]] = field(default_factory=list)
    bad: bool = False
    refused: set[str] = field(default_factory=set)
    record: int | None = None

    def refuse(self, header: str, problem: ValidationError) -> None:
        """Note a cell that cannot be read."""
        self.bad = True
        self.refused.add(header)
        self.messages.append((header, " ".join(problem.messages)))


MOST_REMEMBERED = 20_000


def remembering(field: Field) -> Callable[[str], Any]:
    """`field.parse` that works an often repeated text out once; raises the same errors."""
    known: dict[tuple[str, str], Any] = {}

    def parse(text: str) -> Any:
        key = (text, present_region())
        try:
            found = known[key]
        except KeyError:
            if len(known) > MOST_REMEMBERED:
                known.clear()
            try:
                found = field.parse(text)
            except ValidationError as problem:
                found = problem
            known[key] = found
        if isinstance(found, ValidationError):
            raise found
        return found

    return parse
