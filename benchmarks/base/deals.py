"""The invented deals: most have ended, a tenth is under way; each with its way through the stages and its events."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from benchmarks.base.history import DAYS, EntryRow, EventRow
from benchmarks.base.size import Size
from caruso.customers.seeds.talk import PRODUCTS
from caruso.kernel import rows
from caruso.sales.models import Opportunity, StagePassage
from caruso.sales.models.money import own_currency
from caruso.sales.models.opportunity import Commitment, LossReason
from caruso.sales.models.pipeline import stages
from caruso.sales.seeds.deals import NAMES, NEXT

KEY = "sales.opportunity"
OPEN, WON = 0.1, 0.4
#: How many of the five open stages a deal goes through: few get to the end of them.
STEPS, WEIGHTS = (1, 2, 3, 4, 5), (45, 25, 15, 10, 5)
TAGS = ["renewal", "tender", "strategic"]


@dataclass
class Deal:
    record: Any
    passages: list[Any]
    #: Kind, moment and data of what happened.
    happened: list[tuple[str, datetime, str]]

    def events(self, number: int) -> Iterator[tuple[EventRow, list[EntryRow]]]:
        """Its events, numbered after `number`."""
        one = self.record
        places = [(KEY, one.pk), ("customers.account", one.account_id), ("customers.contact", one.contact_id)]
        for kind, moment, data in self.happened:
            number, at = number + 1, stored(moment)
            event = (number, kind, KEY, one.pk, at, one.owner_id, "page", data)
            yield event, [(place, subject, at, number, kind) for place, subject in places]


class Deals:
    """`staff` are (person, team) by number, `account_of` the account of each contact."""

    def __init__(self, size: Size, account_of: Any, staff: list[tuple[int, int]], now: datetime) -> None:
        self.size, self.account_of, self.staff, self.now = size, account_of, staff, now
        self.dice = Random(4)
        self.open_stages = [stage for stage in stages() if stage.is_open]

    def all(self) -> Iterator[Deal]:
        for number in range(1, self.size.opportunities + 1):
            is_open = self.dice.random() < OPEN
            begun = self.now - timedelta(seconds=self.dice.randrange(3600, (150 if is_open else DAYS) * 86_400))
            yield self._deal(number, begun, "" if is_open else "won" if self.dice.random() < WON else "lost")

    def _deal(self, number: int, begun: datetime, outcome: str) -> Deal:
        passages = self._passages(number, begun, self.dice.choices(STEPS, WEIGHTS)[0], outcome)
        ended = passages[-1].left_at
        if ended is None and outcome:
            ended = passages[-1].left_at = self.now
        record = self._record(number, begun, outcome, passages[-1])
        happened = [("created", begun, "{}")]
        for before, after in pairwise(passages):
            happened.append(("changed", after.entered_at, _moved(before.stage, after.stage)))
        if outcome:
            happened.append((outcome, ended, _moved(passages[-1].stage, outcome)))
        record.version = len(happened)
        record.updated_at = stored(happened[-1][1])
        for one in passages:
            one.owner_id, one.team_id = record.owner_id, record.team_id
            one.outcome, one.ended_at = outcome, ended if outcome else None
        return Deal(record, passages, happened)

    def _passages(self, number: int, begun: datetime, steps: int, outcome: str) -> list[Any]:
        """Stays in open stages one after another; the last one lasts unless the deal has ended."""
        found, moment = [], begun
        for step, stage in enumerate(self.open_stages[:steps], 1):
            passage = rows.blank(StagePassage)
            passage.opportunity_id, passage.pipeline, passage.stage = number, stage.pipeline.code, stage.code
            passage.entered_at = moment
            moment += timedelta(days=self.dice.expovariate(1 / 20))
            found.append(passage)
            if moment >= self.now or (step == steps and not outcome):
                break
            passage.left_at, passage.how = moment, outcome if step == steps else "on"
        if outcome and found[-1].how in ("", "on"):
            found[-1].left_at, found[-1].how = self.now, outcome
        return found

    def _record(self, number: int, begun: datetime, outcome: str, last: Any) -> Any:
        contact = self._contact()
        owner, team = self.staff[number % len(self.staff)]
        language = self.dice.choice(("pl", "cs", "en"))
        words = {"p": self.dice.choice(PRODUCTS[language]), "n": self.dice.randrange(2, 40)}
        stage = outcome or last.stage
        entered = stored(last.left_at if outcome else last.entered_at)
        record = rows.blank(Opportunity)
        record.__dict__ |= {
            "id": number, "name": self.dice.choice(NAMES[language]).format(**words), "contact_id": contact,
            "account_id": self.account_of[contact], "pipeline": last.pipeline, "stage": stage, "entered_stage": stage,
            "stage_entered_at": entered, "closed_at": entered if outcome else None,
            "amount": Decimal(self.dice.randrange(5, 2000) * 50), "currency": own_currency(),
            "close_date": self._close(begun, last, outcome),
            "commitment": self.dice.choice(Commitment.values), "next_step": self.dice.choice(NEXT[language]),
            "loss_reason": self.dice.choice(LossReason.values) if outcome == "lost" else "", "tags": self._tags(),
            "owner_id": owner, "team_id": team, "created_by_id": owner, "created_at": stored(begun),
        }  # fmt: skip
        record.derive()
        return record

    def _contact(self) -> int:
        """Somebody who belongs to an account."""
        while not self.account_of[number := 1 + int(self.dice.random() * self.size.contacts)]:
            pass
        return number

    def _close(self, begun: datetime, last: Any, outcome: str) -> Any:
        """Ended deals close on their day; of those under way some are late, most close within four months."""
        if outcome:
            return last.left_at.date()
        return (self.now + timedelta(days=self.dice.randrange(-20, 120))).date()

    def _tags(self) -> list[str]:
        return [self.dice.choice(TAGS)] if self.dice.random() < 0.1 else []


def stored(moment: datetime) -> str:
    """A moment in UTC, as both databases read it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _moved(before: str, after: str) -> str:
    return json.dumps({"changes": {"stage": [before, after]}})
