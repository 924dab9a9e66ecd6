"""Where rows go: records to be made or changed, and writing them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from caruso.kernel import writing
from caruso.kernel.conflict import Conflict
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.values import put
from caruso.screens.links import value_of
from caruso.screens.matching.keys import Keyed, remember_keys
from caruso.screens.transfer.importing import outcomes
from caruso.screens.transfer.importing.gathering import Gathered
from caruso.screens.transfer.importing.links import Links
from caruso.screens.transfer.importing.outcomes import Outcome
from caruso.screens.transfer.importing.updating import changes_for

REFUSALS = (ValidationError, DataError, IntegrityError, Conflict)


class ValuesOf(Mapping[str, Any]):
    """The values of a record by name, each looked up when it is asked for: a rule asks for a few of fifty."""

    def __init__(self, record: Any) -> None:
        self.record, self.fields = record, record.described.fields

    def __getitem__(self, name: str) -> Any:
        return value_of(self.fields[name], self.record)

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


@dataclass
class Target:
    """The record that some rows go to: a new one, or one there already with the changes it gets.

    `keys` are those of a new record by which it was matched, as long as nothing else has come in.
    """

    record: Any
    new: bool
    first: int
    rows: list[Outcome] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    keys: Mapping[int, Keyed] | None = None

    def take(self, row: Gathered, outcome: Outcome, fields: dict[str, Field], links: Links, overwrite: bool) -> bool:
        """Take in what the row says; True if anything of it is new. The record in memory is brought up to it."""
        self.rows.append(outcome)
        self.keys = None
        changes = changes_for(self.record, row, fields, links, overwrite)
        for name, value in changes.items():
            put(self.record, fields[name], value)
        if self.new:
            self.record.derive()
        self.changes.update(changes)
        return bool(changes)

    def refused(self, problem: Exception) -> None:
        """None of its rows got in."""
        for outcome in self.rows:
            outcome.outcome, outcome.record = outcomes.LEFT_OUT, None
            outcome.messages += messages_of(problem)

    def written(self) -> None:
        for outcome in self.rows:
            outcome.record = self.record.pk


def write(targets: Sequence[Target], *, by: User, run: int) -> None:
    """Write all targets in bulk; what the database or a rule refuses is left out by itself."""
    data = {"import": run}
    made = [target for target in targets if target.new and _is_valid(target)]
    changed = [target for target in targets if not target.new and target.changes and _is_valid(target)]

    def create(some: Sequence[Target]) -> None:
        for target in some:
            remember_keys(target.record, target.keys)
        writing.create([target.record for target in some], by=by, kind="imported", data=data)

    def change(some: Sequence[Target]) -> None:
        pairs = [(target.record, target.changes) for target in some]
        writing.change_all(pairs, by=by, kind="imported", data=data)

    _together_or_apart(create, made)
    _together_or_apart(change, changed)
    for target in targets:
        if not target.new and not target.changes:
            target.written()


def _together_or_apart(verb: Any, targets: Sequence[Target]) -> None:
    """All at once; if that is refused, one by one, so that only those at fault stay out."""
    if not targets:
        return
    try:
        with transaction.atomic():
            verb(targets)
    except REFUSALS as problem:
        if len(targets) == 1:
            targets[0].refused(problem)
            return
        for target in targets:
            if target.new:
                target.record.pk = None
            _together_or_apart(verb, [target])
        return
    for target in targets:
        target.written()


def _is_valid(target: Target) -> bool:
    validate = getattr(type(target.record), "validate", None)
    if validate is None:
        return True
    try:
        if target.new:
            validate(ValuesOf(target.record), None)
        else:
            validate(target.changes, target.record)
    except ValidationError as problem:
        target.refused(problem)
        return False
    return True


def messages_of(problem: Exception) -> list[tuple[str, str]]:
    """What to tell a person, as (header, sentence)."""
    if isinstance(problem, ValidationError):
        return [("", sentence) for sentence in problem.messages]
    if isinstance(problem, Conflict):
        return [("", _("Somebody else has just changed this record."))]
    return [("", _("The database refused a value of this row; probably it is too large."))]
