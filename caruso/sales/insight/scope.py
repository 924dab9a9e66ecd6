"""Whose figures are asked for, and whose the viewer may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from caruso.kernel.models import User
from caruso.sales.insight.teams import TeamTree

DEALS = "sales.opportunity"


def seen_by(rows: QuerySet[Any], user: User, object: str = DEALS) -> QuerySet[Any]:
    """Rows kept beside records, with their owner and team, as `visible_to` narrows the records themselves."""
    scope = user.access.scope(object, "view")
    if scope == "all":
        return rows
    if scope == "none":
        return rows.none()
    reached = Q(owner=user.pk)
    return rows.filter(reached | Q(team__in=user.access.teams) if scope == "team" else reached)


@dataclass(frozen=True)
class Whose:
    """The part that the page is narrowed to: of one person, of a team with those below it, or all."""

    owner: int | None = None
    teams: frozenset[int] = frozenset()
    pipeline: str = ""

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.owner:
            rows = rows.filter(owner=self.owner)
        elif self.teams:
            rows = rows.filter(team__in=self.teams)
        return rows.filter(pipeline=self.pipeline) if self.pipeline else rows

    def condition(self) -> str:
        """The same in the condition language, to be put behind another."""
        said = ""
        if self.owner:
            said += f" and owner = {self.owner}"
        elif self.teams:
            said += f" and team in ({', '.join(str(team) for team in sorted(self.teams))})"
        return f'{said} and pipeline = "{self.pipeline}"' if self.pipeline else said


def whose(text: str, pipeline: str, tree: TeamTree) -> Whose:
    """From an address: `person-5`, `team-2` or nothing."""
    kind, _dash, number = text.partition("-")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        return Whose(pipeline=pipeline)
    if kind == "team":
        return Whose(teams=frozenset(tree.below(int(number))), pipeline=pipeline)
    return Whose(owner=int(number), pipeline=pipeline) if kind == "person" else Whose(pipeline=pipeline)
