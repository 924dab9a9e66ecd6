"""Descriptions are checked when the server starts: a wrong name is an error that says where and what to do."""

from collections.abc import Iterator
from typing import Any

from django.core import checks

from caruso.screens.description.parts import Related
from caruso.screens.description.registry import built_in_screens
from caruso.screens.description.screen import Screen


@checks.register
def check_descriptions(**_kwargs: Any) -> list[checks.CheckMessage]:
    return [message for screen in built_in_screens() for message in _check(screen)]


def _check(screen: Screen) -> Iterator[checks.CheckMessage]:
    for attribute, name in _named_fields(screen):
        if name not in screen.object.built_in_fields:
            yield checks.Error(
                f"{type(screen).__name__}.{attribute} names “{name}”, which is no field of {screen.key}.",
                hint=f"Fields are: {', '.join(screen.object.built_in_fields)}.",
                id="screens.E001",
            )
    for panel in (*screen.panels, *screen.late_panels):
        if isinstance(panel, Related) and panel.collection not in screen.object.built_in_collections:
            yield checks.Error(
                f"{type(screen).__name__}.panels names the collection “{panel.collection}”, which {screen.key} has not.",
                hint=f"Collections are: {', '.join(screen.object.built_in_collections) or 'none'}.",
                id="screens.E002",
            )
    milestones = screen.schedule.milestones if screen.schedule else None
    if milestones and milestones.collection not in screen.object.built_in_collections:
        yield checks.Error(
            f"{type(screen).__name__}.schedule names the collection “{milestones.collection}”, which {screen.key} has not.",
            hint=f"Collections are: {', '.join(screen.object.built_in_collections) or 'none'}.",
            id="screens.E002",
        )
    for action in screen.actions:
        if not callable(getattr(screen.model, action.verb, None)):
            yield checks.Error(
                f"{type(screen).__name__}.actions names “{action.verb}”, which is no verb of {screen.key}.",
                hint=f"Add the method {action.verb}(self, *, by) to the model or take the name out.",
                id="screens.E003",
            )


def _named_fields(screen: Screen) -> Iterator[tuple[str, str]]:
    yield "title", screen.title
    yield "order", screen.order.lstrip("-")
    for attribute in ("subtitle", "columns", "search", "quick"):
        yield from ((attribute, name) for name in getattr(screen, attribute))
    for attribute in ("form", "facts"):
        yield from ((attribute, name) for section in getattr(screen, attribute) for name in section.fields)
    for action in screen.actions:
        yield from (("actions", name) for name in action.writes)
    if screen.board:
        board = screen.board
        names = (board.lane, board.total, board.weight, board.scope, *board.card)
        yield from (("board", name) for name in names if name)
    if screen.calendar:
        calendar = screen.calendar
        names = (calendar.start, calendar.minutes, calendar.all_day, calendar.colour, *calendar.along)
        yield from (("calendar", name) for name in names if name)
    if screen.schedule:
        schedule = screen.schedule
        names = (schedule.start, schedule.end, schedule.group, schedule.colour, *schedule.told)
        yield from (("schedule", name) for name in names if name)
    for rule in screen.matching:
        yield from (("matching", name) for name in rule.fields)
