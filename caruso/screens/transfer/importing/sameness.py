"""Whom a row means: a record there already, or one that an earlier row of the same chunk has begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.screens.description import MatchRule, Screen
from caruso.screens.matching.candidates import Match, find_matches
from caruso.screens.matching.keys import Keyed, keyed_rules
from caruso.screens.matching.scoring import ALIKE, likeness, name_of, reasons, score
from caruso.screens.transfer.importing.plan import Plan
from caruso.screens.transfer.importing.target import Target

#: From this score on two records are taken for the same.
SURE = 0.55
#: A rule of less weight (a name and a town) is overruled by different e-mails or numbers.
STRONG = 0.7
TELLING_APART = ("email", "number")


@dataclass(frozen=True)
class Found:
    """A stored record that a row means, and why; of one that the person may not see only that it is there."""

    number: int
    why: str
    visible: bool = True


def found_in_store(screen: Screen, plan: Plan, user: User, rows: Sequence[Any]) -> list[Found | None]:
    """For each row (with `gathered`, `draft` and `keys`) the record with its number, else the surest match."""
    found: list[Found | None] = [None] * len(rows)
    if screen.matching:
        matched = find_matches(screen, [row.draft for row in rows], user, [row.keys for row in rows])
        namesakes = _namesakes(screen, matched)
        for place, matches in enumerate(matched):
            sure = (one for one in matches if one.score >= SURE and counts(plan, one.rule))
            draft = rows[place].draft
            if match := next(
                (one for one in sure if not differ(screen, one.rule, draft, namesakes.get(one.record))), None
            ):
                found[place] = Found(match.record, ", ".join(reasons(screen, [match.rule])), match.visible)
        _by_foreign_number(screen, user, rows, found)
    for place, row in enumerate(rows):
        if row.gathered.record:
            found[place] = Found(row.gathered.record, _("same number"))
    return found


def _by_foreign_number(screen: Screen, user: User, rows: Sequence[Any], found: list[Found | None]) -> None:
    """Those still not found, by the number that another program gave them. Two programs may give the same number to
    different people, so the names must be alike as well."""
    field = screen.vocabulary.foreign_number
    open_rows = {place: getattr(rows[place].draft, field) for place, one in enumerate(found) if one is None and field}
    numbers = {number for number in open_rows.values() if number}
    if not numbers:
        return
    stored: dict[str, list[Any]] = {}
    for record in screen.model.objects.visible_to(user).filter(**{f"{field}__in": numbers}).exclude(**{field: ""}):
        stored.setdefault(getattr(record, field), []).append(record)
    for place, number in open_rows.items():
        name = name_of(screen, rows[place].draft)
        for record in stored.get(number, ()):
            if likeness(name, name_of(screen, record)) >= ALIKE:
                found[place] = Found(record.pk, _("same number in the other program"))


def _namesakes(screen: Screen, matched: Sequence[Sequence[Match]]) -> dict[int, Any]:
    """The stored records of which only weak rules say that they are meant."""
    numbers = {one.record for matches in matched for one in matches if one.rule.weight < STRONG}
    return screen.model.objects.in_bulk(numbers) if numbers else {}


def differ(screen: Screen, rule: MatchRule, one: Any, other: Any) -> bool:
    """Whether two records that only a weak rule takes for the same are told apart: both have an e-mail or a
    number, and none in common."""
    if other is None or rule.weight >= STRONG:
        return False
    for keyed in keyed_rules(screen):
        if keyed.rule.how in TELLING_APART:
            ours, theirs = keyed.keys(one), keyed.keys(other)
            if ours and theirs:
                return ours.isdisjoint(theirs)
    return False


def counts(plan: Plan, rule: MatchRule) -> bool:
    return plan.rules is None or rule.name in plan.rules


class Namesakes:
    """The records that the rows of one chunk have begun, by what they would be matched by."""

    def __init__(self, screen: Screen, plan: Plan) -> None:
        self.screen, self.plan = screen, plan
        self.by_key: dict[int, Target] = {}

    def earlier(self, draft: Any, keys: Mapping[int, Keyed]) -> Target | None:
        """The surest of the begun records that this one, with these keys, is the same as."""
        met: dict[int, tuple[Target, list[MatchRule]]] = {}
        for key, keyed in keys.items():
            target = self.by_key.get(key)
            if target is not None and counts(self.plan, keyed.rule):
                met.setdefault(id(target), (target, []))[1].append(keyed.rule)
        if not met:
            return None
        name = name_of(self.screen, draft)
        scored = [
            (score(rules, name, name_of(self.screen, target.record)), target)
            for target, rules in met.values()
            if not differ(self.screen, max(rules, key=lambda rule: rule.weight), draft, target.record)
        ]
        best, target = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        return target if best >= SURE else None

    def remember(self, keys: Mapping[int, Keyed], target: Target) -> None:
        """The record that a row has begun, for rows with any of these keys."""
        for key in keys:
            self.by_key.setdefault(key, target)

    def forget(self) -> None:
        self.by_key.clear()
