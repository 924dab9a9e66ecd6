"""The parts a description is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caruso.kernel.fields import Field


class Section:
    """A titled group of fields of a form or of the facts.

    One that is `closed` is folded at first. `when` is a condition, as text, for the records that have it at all.
    """

    def __init__(self, title: Any, *fields: str, closed: bool = False, when: str = "") -> None:
        self.title, self.fields, self.closed, self.when = title, fields, closed, when


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


def never(record: Any) -> int:
    return 0


def nothing(lane: str) -> str:
    return ""


@dataclass(frozen=True)
class Board:
    """Cards in lanes: one lane for each choice of the field `lane`; `total` is summed in the headers.

    `weighted` is the column with what of the total can be counted on, in the firm's currency; who may not see the
    field `weight` does not see it either. With `scope`, a field with choices, the board shows one of its choices at a
    time, in the lanes (value and label) that `lanes` gives for it.
    `quiet` says of a record for how many days nothing has happened, once those are too many; 0 otherwise.
    `asks` names the address, taking the record's number, of the dialog that a move into a lane opens; "" for none.
    """

    lane: str
    total: str = ""
    card: Sequence[str] = ()
    weighted: str = ""
    weight: str = ""
    scope: str = ""
    lanes: Callable[[str], Sequence[tuple[str, Any]]] | None = None
    quiet: Callable[[Any], int] = never
    asks: Callable[[str], str] = nothing


def is_done(record: Any) -> bool:
    return bool(getattr(record, "is_done", False))


@dataclass(frozen=True)
class Calendar:
    """Records placed by the field `start`, a moment or a day; `minutes` is the field with their length.

    The date-times `along` keep their distance to the start when it is moved. `over` says which are behind one.
    """

    start: str
    minutes: str = ""
    all_day: str = ""
    colour: str = ""
    along: Sequence[str] = ()
    over: Callable[[Any], bool] = is_done


@dataclass(frozen=True)
class Milestones:
    """A collection whose records matter on a `day` each; those with a day in the field `reached` are behind one."""

    collection: str
    day: str
    reached: str = ""


@dataclass(frozen=True)
class Schedule:
    """Records as bars from the field `start` to the field `end`, days or moments, at first grouped by `group`.

    The fields `told` stand with the name, at the left of the bar. A bar is coloured by the choice in `colour`, or else by what is due next, as
    a card is. `over` says which are behind one.
    """

    start: str
    end: str
    group: str = "owner"
    told: Sequence[str] = ()
    colour: str = ""
    milestones: Milestones | None = None
    over: Callable[[Any], bool] = is_done


def always(record: Any) -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """A verb offered as a button on the record page: a method of the model taking `by`.

    `shown` says for which records, `writes` which fields the verb sets: it is only for who may write them all.
    With `dialog`, the name of an address taking the record's number, the button opens that dialog instead of doing
    the verb at once.
    """

    verb: str
    label: Any
    icon: str = "play"
    shown: Callable[[Any], bool] = always
    writes: Sequence[str] = ()
    dialog: str = ""


class Panel:
    """A card on the record page. `template` gets `screen`, `record`, `user` and what `context` returns."""

    template = ""
    title: Any = ""
    #: What the screen builder calls it, where it has no title; and by which sign it is known there.
    label: Any = ""
    icon = "square"
    #: side, middle (above the timeline), under (below it) or top (across the page).
    position = "side"

    @property
    def name(self) -> str:
        """By what an arrangement of the page knows this panel."""
        return type(self).__name__

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

    @property
    def name(self) -> str:
        return f"Related.{self.collection}"


class Nested:
    """Rows that belong to a record and are written with it as a whole, such as the lines of a document.

    Subclasses say how they are read and written; in the API they are a property of the record by this `name`.
    """

    name = ""
    label: Any = ""
    most = 500

    def columns(self, model: Any, user: Any) -> Mapping[str, Field]:
        """What this person sees of a row; a field that is not `editable` is only read."""
        raise NotImplementedError

    def read(self, record: Any, user: Any) -> list[dict[str, Any]]:
        """The rows of a record: `id` and the value of each column, a link as its number."""
        raise NotImplementedError

    def create(self, record: Any, rows: list[dict[str, Any]], *, by: Any) -> None:
        """Write a new record with these parsed rows. Raises ValidationError; `lines[2].price` names a place."""
        raise NotImplementedError

    def change(
        self, record: Any, rows: list[dict[str, Any]], values: Mapping[str, Any], *, by: Any, version: int | None
    ) -> None:
        """Put the rows in the place of the present ones, and write values of the record along. Raises as `create`."""
        raise NotImplementedError


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
