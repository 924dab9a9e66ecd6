"""What happened in three years: one stream of events in the order of time, as a firm in use writes it.

Customers are born all along; those already there are changed, called and met at random, a few of them very often. So
the events of one record lie scattered over the table, as they do in real life.
"""

import json
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.base.size import Size

DAYS = 3 * 365
BUSY = 500
_CHANGES = [
    {"lifecycle_stage": ["prospect", "customer"]},
    {"lifecycle_stage": ["aware", "prospect"]},
    {"job_title": ["Kierownik zmiany", "Dyrektor operacyjny"]},
    {"job_title": ["", "Vedoucí nákupu"]},
    {"phone": ["+48601555013", "+48602555014"]},
    {"tags": [[], ["VIP"]]},
    {"preferred_channel": ["", "email"]},
    {"notes": ["", "Woli rozmawiać rano, przed dziewiątą."]},
    {"source": ["", "referral"], "source_detail": ["", "Jana Nováková"]},
    {"language": ["en", "cs"]},
]

EventRow = tuple[int, str, str, int, str, int, str, str]
EntryRow = tuple[str, int, str, int, str]

CONTACT, ACCOUNT, ACTIVITY = "customers.contact", "customers.account", "customers.activity"


class History:
    """Draws the stream; afterwards `version`, `changed` … say where it has left each record (by number)."""

    def __init__(self, size: Size, account_of: array, owners: list[int], now: datetime | None = None) -> None:
        self.size = size
        self.account_of = account_of
        self.owners = owners
        self.dice = Random(2)
        self.start = (now or datetime.now(UTC)) - timedelta(days=DAYS)
        self.version = array("H", [1]) * (size.contacts + 1)
        self.changed = array("L", range(size.contacts + 1))
        #: Per activity: its contact, the step it was made in, and the step it was done in (0: still open).
        self.activity_of = array("L", [0])
        self.activity_made = array("L", [0])
        self.activity_done = array("L", [0])

    def moment(self, step: int, seconds: int = 0) -> str:
        """The time of a step in UTC, as both databases read it."""
        passed = DAYS * 86_400 * step // self.size.contacts + seconds
        return (self.start + timedelta(seconds=passed)).strftime("%Y-%m-%d %H:%M:%S")

    def events(self, number: int = 0) -> Iterator[tuple[EventRow, list[EntryRow]]]:
        """Each event with its places on timelines; numbered after `number`."""
        changes = [json.dumps({"changes": one}) for one in _CHANGES]
        for step in range(1, self.size.contacts + 1):
            at = self.moment(step)
            for kind, object, record, data, places, entry_kind in self._step(step, changes):
                number += 1
                actor = self.owners[record % len(self.owners)]
                yield (
                    (number, kind, object, record, at, actor, "page", data),
                    [(place, subject, at, number, entry_kind) for place, subject in places],
                )

    def _step(self, step: int, changes: list[str]) -> Iterator[tuple[str, str, int, str, list[tuple[str, int]], str]]:
        phase = step % 10
        if phase == 1:
            account = step // 10 + 1
            yield "created", ACCOUNT, account, "{}", [(ACCOUNT, account)], "created"
        yield "created", CONTACT, step, "{}", self._places(step), "created"
        for _ in range(3 if phase % 5 else 4):
            contact = self._somebody(step)
            if self.version[contact] < 60_000:
                self.version[contact] += 1
            self.changed[contact] = step
            yield "changed", CONTACT, contact, self.dice.choice(changes), self._places(contact), "changed"
        if phase % 5 in (1, 3):
            yield self._activity_made(step)
        if phase in (2, 4, 8):
            yield self._activity_done(step)

    def _activity_made(self, step: int) -> tuple[str, str, int, str, list[tuple[str, int]], str]:
        contact = self._somebody(step)
        number = len(self.activity_of)
        self.activity_of.append(contact)
        self.activity_made.append(step)
        self.activity_done.append(0)
        return "created", ACTIVITY, number, "{}", [(ACTIVITY, number), *self._places(contact)], activity_kind(number)

    def _activity_done(self, step: int) -> tuple[str, str, int, str, list[tuple[str, int]], str]:
        number = len(self.activity_of) - 1
        self.activity_done[number] = step
        places = [(ACTIVITY, number), *self._places(self.activity_of[number])]
        data = json.dumps({"changes": {"done_at": [None, f"{self.moment(step)}+00:00"], "outcome": ["", "done"]}})
        return "completed", ACTIVITY, number, data, places, activity_kind(number)

    def _somebody(self, step: int) -> int:
        """One of those already there; every thirtieth time one of the busy few."""
        if self.dice.random() < 1 / 30:
            return min(1 + self.dice.randrange(BUSY), step)
        return 1 + int(self.dice.random() * step)

    def _places(self, contact: int) -> list[tuple[str, int]]:
        account = self.account_of[contact]
        return [(CONTACT, contact), (ACCOUNT, account)] if account else [(CONTACT, contact)]


def activity_kind(number: int) -> str:
    return ("task", "call", "meeting", "email", "note")[number % 5]
