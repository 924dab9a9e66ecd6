"""Whom a record may be the same as: for the live check, for import, for the API.

Only what the person may see is told. Import learns of the others that they exist (`Match.visible` is False), for it
must say how many lines are somebody else's records; it never learns or shows more about them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caruso.kernel.models import User
from caruso.screens.description import MatchRule, Screen
from caruso.screens.matching.keys import Keyed, keys_of
from caruso.screens.matching.models import MatchKey
from caruso.screens.matching.scoring import name_fields, name_from, name_of, reasons, score

if TYPE_CHECKING:
    from caruso.kernel.models import Record

MOST_CANDIDATES = 5


@dataclass(frozen=True)
class Candidate:
    """A stored record that may be the one in question. `score` is 0–1, `reasons` are sentences."""

    record: Any
    score: float
    reasons: list[str]

    @property
    def percent(self) -> int:
        return round(100 * self.score)


@dataclass(frozen=True)
class Match:
    """The number of a stored record that a row of a file may be, and the surest rule that says so."""

    record: int
    score: float
    rule: MatchRule
    visible: bool = True


def candidates(
    screen: Screen, given: "Record | Mapping[str, Any]", user: User, *, most: int = MOST_CANDIDATES
) -> list[Candidate]:
    """Who may be the same as this record or these parsed values, surest first. Three queries."""
    record = given if not isinstance(given, Mapping) else unsaved(screen, given)
    made = keys_of(screen, record)
    stored_keys_are_among_them = record.pk is not None
    rules = _met(made, MatchKey.objects.holders(list(made), 2 if stored_keys_are_among_them else 1)) if made else {}
    rules.pop(record.pk, None)
    if not rules:
        return []
    name = name_of(screen, record)
    found = []
    for other in screen.model.objects.visible_to(user).filter(pk__in=rules):
        theirs = name_of(screen, other)
        why = reasons(screen, rules[other.pk], name, theirs, str(other))
        found.append(Candidate(other, score(rules[other.pk], name, theirs), why))
    return sorted(found, key=lambda one: (-one.score, one.record.pk))[:most]


def find_matches(
    screen: Screen,
    rows: "Sequence[Record | Mapping[str, Any]]",
    user: User | None = None,
    keys: Sequence[Mapping[int, Keyed]] | None = None,
) -> list[list[Match]]:
    """For each row (parsed values, or a record not yet stored) whom it may be, surest first.

    Four queries, however many rows. Without `user` every record counts as visible. `keys` are those of the rows, where
    they are known already.
    """
    records = [unsaved(screen, row) if isinstance(row, Mapping) else row for row in rows]
    keys = keys or [keys_of(screen, record) for record in records]
    holders = MatchKey.objects.holders({key for made in keys for key in made})
    numbers = {number for held in holders.values() for number in held}
    if not numbers:
        return [[] for _row in rows]
    stored = screen.model.objects.filter(pk__in=numbers, binned_at=None).values_list("pk", *name_fields(screen))
    names = {number: name_from(screen, parts) for number, *parts in stored}
    visible = (
        set(screen.model.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))
        if user
        else names.keys()
    )
    found = []
    for record, made in zip(records, keys, strict=True):
        met = {
            number: rules for number, rules in _met(made, holders).items() if number in names and number != record.pk
        }
        name = name_of(screen, record) if met else ""
        matches = [
            Match(
                number,
                score(rules, name, names[number]),
                max(rules, key=lambda rule: rule.weight),
                number in visible,
            )
            for number, rules in met.items()
        ]
        found.append(sorted(matches, key=lambda one: (-one.score, one.record)))
    return found


def unsaved(screen: Screen, values: Mapping[str, Any]) -> Any:
    """A record in memory with these parsed values, and what follows from them."""
    record = screen.model()
    for name, value in values.items():
        record.put(name, value)
    record.derive()
    return record


def _met(made: Mapping[int, Keyed], holders: Mapping[int, list[int]]) -> dict[int, list[MatchRule]]:
    """The rules by which each holder of these keys meets them."""
    found: dict[int, list[MatchRule]] = {}
    for key, keyed in made.items():
        for number in holders.get(key, ()):
            rules = found.setdefault(number, [])
            if keyed.rule not in rules:
                rules.append(keyed.rule)
    return found
