"""Writing events and their places on timelines."""

from collections.abc import Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from caruso.kernel import rows
from caruso.kernel.events.subscribers import tell_subscribers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caruso.kernel.models.event import Event
    from caruso.kernel.models.record import Record
    from caruso.kernel.models.user import User

_source: ContextVar[str] = ContextVar("source", default="page")
_wrote: ContextVar[bool] = ContextVar("wrote", default=False)


def has_written() -> bool:
    """Whether anything was written since `forget_writing`, at the beginning of the request."""
    return _wrote.get()


def forget_writing() -> None:
    _wrote.set(False)


@contextmanager
def through(source: str) -> "Iterator[None]":
    """Everything written inside came through this door: page, api, import, job or command."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


def record_events(
    records: "Sequence[Record]",
    kind: str,
    *,
    by: "User | None",
    data: Sequence[dict[str, Any]],
    at: datetime | Sequence[datetime] | None = None,
) -> "list[Event]":
    """One event for each record, with the `data` beside it, on its timeline and those it concerns.

    `at` is one moment for all, or one for each.

    Must run in the transaction of the change. Subscribers hear of it after commit.
    """
    from caruso.kernel.models.event import Event, TimelineEntry

    moments = at if isinstance(at, Sequence) else [at or timezone.now()] * len(records)
    source = _source.get()
    events = []
    for record, extra, moment in zip(records, data, moments, strict=True):
        event = rows.blank(Event)
        event.kind, event.object, event.record = kind, record.described.key, record.pk
        event.at, event.actor, event.source, event.data = moment, by, source, extra
        events.append(event)
    rows.insert(events)
    column = TimelineEntry._meta.get_field("at")
    stored = {moment: column.get_db_prep_save(moment, connection) for moment in {event.at for event in events}}
    rows.insert_values(
        TimelineEntry,
        ("object", "record", "at", "event_id", "kind"),
        [
            (object, number, stored[event.at], event.pk, record.timeline_kind(kind))
            for record, event in zip(records, events, strict=True)
            for object, number in dict.fromkeys([(event.object, event.record), *record.timeline_subjects()])
        ],
    )
    transaction.on_commit(lambda: _wrote.set(True))
    transaction.on_commit(lambda: tell_subscribers(events))
    return events
