"""Whom a row means: a record there already, or one that an earlier row of the same chunk has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.screens.description import MatchRule, Screen
from caruso.screens.matching.candidates import find_matches
from caruso.screens.matching.keys import keys_of
from caruso.screens.matching.scoring import name_of, reasons, score
from caruso.screens.transfer.importing.plan import Plan
from caruso.screens.transfer.importing.target import Target

#: From this score on two records are taken for the same.
SURE = 0.55


@dataclass(frozen=True)
class Found:
    """A stored record that a row means, and why; of one that the person may not see only that it is there."""

    number: int
    why: str
    visible: bool = True


def found_in_store(screen: Screen, plan: Plan, user: User, rows: Sequence[Any]) -> list[Found | None]:
    """For each row (with `gathered` and `draft`) the record with its number, else the surest match."""
    found: list[Found | None] = [None] * len(rows)
    if plan.policy != "create" and screen.matching:
        for place, matches in enumerate(find_matches(screen, [row.draft for row in rows], user)):
            sure = (one for one in matches if one.score >= SURE and counts(plan, one.rule))
            if match := next(sure, None):
                found[place] = Found(match.record, ", ".join(reasons(screen, [match.rule])), match.visible)
    for place, row in enumerate(rows):
        if row.gathered.record and plan.policy != "create":
            found[place] = Found(row.gathered.record, _("same number"))
    return found


def counts(plan: Plan, rule: MatchRule) -> bool:
    return plan.rules is None or rule.name in plan.rules


class Namesakes:
    """The records that the rows of one chunk have begun, by what they would be matched by."""

    def __init__(self, screen: Screen, plan: Plan) -> None:
        self.screen, self.plan = screen, plan
        self.by_key: dict[int, Target] = {}
        self.idle = plan.policy == "create" or not screen.matching

    def earlier(self, draft: Any) -> Target | None:
        """The surest of the begun records that this one is the same as."""
        if self.idle:
            return None
        met: dict[int, tuple[Target, list[MatchRule]]] = {}
        for key, keyed in keys_of(self.screen, draft).items():
            target = self.by_key.get(key)
            if target is not None and counts(self.plan, keyed.rule):
                met.setdefault(id(target), (target, []))[1].append(keyed.rule)
        if not met:
            return None
        name = name_of(self.screen, draft)
        scored = [(score(rules, name, name_of(self.screen, target.record)), target) for target, rules in met.values()]
        best, target = max(scored, key=lambda pair: pair[0])
        return target if best >= SURE else None

    def remember(self, draft: Any, target: Target) -> None:
        if not self.idle:
            for key in keys_of(self.screen, draft):
                self.by_key.setdefault(key, target)

    def forget(self) -> None:
        self.by_key.clear()
