"""Marks: a word beside a record's name wherever the name stands, such as that a customer pays late.

A room says which records of an object it marks; they are read for all names on a page in one query.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from caruso.kernel.models import User


@dataclass(frozen=True)
class Mark:
    """A word in the colour `hue`; `title` says more to who points at it.

    In a list that shows the `column`, it stands there instead of the value: names are long.
    """

    label: Any
    hue: str = "gray"
    title: str = ""
    column: str = ""

    def drawn(self) -> str:
        title = f' title="{escape(self.title)}"' if self.title else ""
        return f' <span class="chip mark {escape(self.hue)}"{title}>{escape(str(self.label))}</span>'


#: From numbers of records and the viewer to the marks that some of them bear; one query, however many there are.
Marker = Callable[[set[int], User], dict[int, Mark]]
#: The marks of one record as HTML, by the column that each would stand in.
Drawn = dict[str, SafeString]
_markers: dict[str, list[Marker]] = defaultdict(list)


def marks_records(object: str) -> Callable[[Marker], Marker]:
    """Have the function mark records of this object."""

    def register(marker: Marker) -> Marker:
        if marker not in _markers[object]:
            _markers[object].append(marker)
        return marker

    return register


def has_marks(object: str) -> bool:
    return bool(_markers.get(object))


def read_marks(object: str, numbers: Iterable[int], user: User) -> dict[int, Drawn]:
    """The marks of these records, drawn, by the column of each; records without any are left out."""
    wanted = set(numbers)
    found: dict[int, Drawn] = {}
    for marker in _markers.get(object, ()):
        for number, mark in marker(wanted, user).items():
            drawn = found.setdefault(number, {})
            drawn[mark.column] = SafeString(drawn.get(mark.column, "") + mark.drawn())
    return found
