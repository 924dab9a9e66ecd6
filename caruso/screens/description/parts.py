"""The parts a description is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


class Section:
    """A titled group of fields of a form or of the facts."""

    def __init__(self, title: Any, *fields: str, closed: bool = False) -> None:
        self.title, self.fields, self.closed = title, fields, closed


@dataclass(frozen=True)
class StandardView:
    """A list that everybody finds ready: the records for which `where` holds, in the order of `sort`."""

    name: str
    label: Any
    where: str
    sort: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """Those of the list's address, as a saved view has them."""
        return {"where": self.where, "sort": self.sort}


@dataclass(frozen=True)
class Board:
    """Cards in lanes: one lane for each choice of the field `lane`; `total` is summed in the headers."""

    lane: str
    total: str = ""
    card: Sequence[str] = ()


@dataclass(frozen=True)
class Calendar:
    """Records placed by the date-time field `start`; `minutes` is the field with their length.

    The date-times `along` keep their distance to the start when it is moved.
    """

    start: str
    minutes: str = ""
    all_day: str = ""
    colour: str = ""
    along: Sequence[str] = ()


def always(record: Any) -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """A verb offered as a button on the record page: a method of the model taking `by`.

    `shown` says for which records. With `dialog`, the name of an address taking the record's number, the button
    opens that dialog instead of doing the verb at once.
    """

    verb: str
    label: Any
    icon: str = "play"
    shown: Callable[[Any], bool] = always
    dialog: str = ""


class Panel:
    """A card on the record page. `template` gets `screen`, `record`, `user` and what `context` returns."""

    template = ""
    title: Any = ""
    position = "side"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        """What the template needs; None to leave the panel out."""
        return {}


@dataclass(frozen=True)
class Related(Panel):
    """The newest records of a collection (a reverse relation), with a way to add one."""

    collection: str
    columns: Sequence[str] = ()
    order: str = "-id"
    most: int = 5
    title: Any = ""
    template: str = "screens/records/_related.html"


@dataclass(frozen=True)
class MatchRule:
    """When two records may be the same: the values of `fields`, made comparable by `how`, are equal.

    `how` is email, phone or number for one field; text for the words of all fields; person or company for a name
    without titles or legal forms, whose last field (a town, an account) tells namesakes apart.
    `weight` (0–1) is how sure that alone makes it.
    """

    fields: Sequence[str]
    how: str = "text"
    weight: float = 0.5

    @property
    def name(self) -> str:
        return "+".join(self.fields)
