"""What a modelled object looks like to people."""

from typing import Any, ClassVar

from caruso.kernel.objects import BusinessObject
from caruso.objects.modelled.described import ModelledBusinessObject
from caruso.objects.modelled.matching import match_rules
from caruso.objects.models import ModelledObject
from caruso.screens.description import Board, Calendar, Schedule, Screen, Section, offered_panels
from caruso.screens.matching.panel import PossibleDuplicates
from caruso.screens.records.files_panel import FilesPanel

_IN_LISTS = 6
_SEARCHED = ("text", "email", "phone", "url")
_LONG = ("long_text", "entries")


class _OfFields:
    """What is said of the fields, found when it is first asked for: for that the model must be made."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, screen: Any, owner: type) -> Any:
        if screen is None:
            return getattr(Screen, self._name)
        screen.describe_fields()
        return screen.__dict__[self._name]


class ModelledScreen(Screen):
    """The description of a modelled object, read from its definition."""

    columns: ClassVar[Any] = _OfFields()
    subtitle: ClassVar[Any] = _OfFields()
    search: ClassVar[Any] = _OfFields()
    form: ClassVar[Any] = _OfFields()
    facts: ClassVar[Any] = _OfFields()
    quick: ClassVar[Any] = _OfFields()
    panels: ClassVar[Any] = _OfFields()
    late_panels: ClassVar[Any] = _OfFields()
    matching: ClassVar[Any] = _OfFields()
    board: ClassVar[Any] = _OfFields()
    calendar: ClassVar[Any] = _OfFields()
    schedule: ClassVar[Any] = _OfFields()

    def __init__(self, described: ModelledBusinessObject) -> None:
        self._object = described
        for name, value in self._as_a_whole(described.definition):
            setattr(self, name, value)

    def describe_fields(self) -> None:
        """Find what is said of the fields; what an arrangement has set stays as it says."""
        for name, value in self._of_fields(self._object):
            self.__dict__.setdefault(name, value)

    @property
    def model(self) -> Any:
        return self._object.model

    @property
    def object(self) -> BusinessObject:
        return self._object

    @property
    def definition(self) -> ModelledObject:
        return self._object.definition

    def _as_a_whole(self, definition: ModelledObject) -> list[tuple[str, Any]]:
        readers = definition.readers
        return [
            ("slug", definition.slug),
            ("icon", definition.icon),
            ("colour", definition.colour),
            ("position", 100 + definition.position),
            ("group", "objects" if "navigation" in readers else ""),
            ("in_search", "search" in readers),
            ("importable", "import" in readers),
            ("in_api", "api" in readers),
            ("mergeable", "merge" in readers),
        ]

    def _of_fields(self, described: ModelledBusinessObject) -> list[tuple[str, Any]]:
        definition, fields = described.definition, described.built_in_fields
        own = [row.name for row in described.rows]
        short = [name for name in own if fields[name].kind.name not in _LONG]
        chosen = tuple(name for name in definition.columns if name in fields)
        number = ("number",) if definition.numbering else ()
        last = (*(("currency",) if "currency" in fields else ()), "owner", "team", "tags")
        # What is worked out from others is only shown: nobody types it, and no column holds it.
        kept = {name: field for name, field in fields.items() if field.computed is None}
        typed = [name for name in ("name", *own) if name in kept and (name in own or not definition.title)]
        searched = (name for name in own if name in kept and fields[name].kind.name in _SEARCHED)
        model: Any = described.model
        activities, planned = offered_panels("activities") if model.HAS_ACTIVITIES else ((), ())
        return [
            ("columns", chosen or (*number, "name", *short[:_IN_LISTS], "owner", "updated_at")),
            ("subtitle", (*number, *[name for name in short if name in kept][:1])),
            ("search", (*number, "name", *searched, "tags")),
            ("form", (Section("", *typed, *last),)),
            ("facts", (Section("", *number, *own, *last),)),
            ("quick", tuple(name for name in typed if fields[name].required) or tuple(typed[:3])),
            ("panels", (*activities, FilesPanel())),
            ("late_panels", (*planned, *((PossibleDuplicates(),) if definition.matching else ()))),
            ("matching", match_rules(definition.matching, kept)),
            ("board", self._board(definition, kept, short)),
            ("calendar", self._calendar(definition, kept)),
            ("schedule", self._schedule(definition, kept)),
        ]

    @staticmethod
    def _board(definition: ModelledObject, fields: Any, short: list[str]) -> Board | None:
        lane, total = definition.board_lane, definition.board_total
        if lane not in fields:
            return None
        card = tuple(name for name in short if name not in (lane, total))[:3]
        return Board(lane=lane, total=total if total in fields else "", card=card)

    @staticmethod
    def _calendar(definition: ModelledObject, fields: Any) -> Calendar | None:
        start, minutes = definition.calendar_start, definition.calendar_minutes
        return Calendar(start=start, minutes=minutes if minutes in fields else "") if start in fields else None

    @staticmethod
    def _schedule(definition: ModelledObject, fields: Any) -> Schedule | None:
        start, end, lane = definition.schedule_start, definition.schedule_end, definition.board_lane
        if start not in fields or end not in fields:
            return None
        told = [name for name in (definition.board_total,) if name in fields]
        return Schedule(start=start, end=end, told=told, colour=lane if lane in fields else "")
