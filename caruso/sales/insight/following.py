"""Targets with how far they have come, as pages and alerts tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from caruso.kernel.business_hours import business_hours
from caruso.kernel.models import User
from caruso.sales.insight.actuals import actuals
from caruso.sales.insight.teams import TeamTree
from caruso.sales.models import Target
from caruso.sales.models.target import Measure
from caruso.sales.rules.pace import Pace, pace
from caruso.screens.description import screen_of

#: What the list behind a figure is asked: object, condition with the first and last day.
LISTS = {
    Measure.WON: ("sales.opportunity", 'outcome = "won" and closed_at between {first} and {last}', "-closed_at"),
    Measure.DEALS: ("sales.opportunity", 'outcome = "won" and closed_at between {first} and {last}', "-closed_at"),
    Measure.ORDERED: (
        "sales.order",
        'state not in ("held", "cancelled") and ordered_on between {first} and {last}',
        "-ordered_on",
    ),
    Measure.INVOICED: ("sales.invoice", 'state != "draft" and issued_on between {first} and {last}', "-issued_on"),
    Measure.ACTIVITIES: ("customers.activity", 'kind != "note" and done_at between {first} and {last}', "-done_at"),
}


@dataclass(frozen=True)
class Followed:
    """A target and its pace; None where the viewer may not see the figures behind it."""

    target: Target
    pace: Pace | None
    address: str

    @property
    def whose(self) -> Any:
        return self.target.owner or self.target.team or ""


def follow(targets: Sequence[Target], user: User, today: date) -> list[Followed]:
    """Each with its pace as this person may count it."""
    teams, hours = TeamTree(), business_hours()
    found = actuals(targets, user, teams)
    return [
        Followed(
            target,
            pace(found[target.pk], target.goal, hours, target.first_day, target.last_day or target.first_day, today)
            if target.pk in found
            else None,
            list_behind(target, teams),
        )
        for target in targets
    ]


def list_behind(target: Target, teams: TeamTree) -> str:
    """The address of the list of what was counted; of a product category those are lines, which have a page of their own."""
    if target.category_id:
        return reverse("sales:target_lines", args=[target.pk])
    object, where, sort = LISTS[Measure(target.measure)]
    where = where.format(first=target.first_day, last=target.last_day)
    if target.owner_id:
        where += f" and owner = {target.owner_id}"
    elif target.team_id:
        where += f" and team in ({', '.join(str(number) for number in sorted(teams.below(target.team_id)))})"
    if target.territories:
        countries = ", ".join(f'"{one}"' for one in target.territories)
        where += f" and account.country in ({countries})"
    return f"{screen_of(object).list_url}?{urlencode({'where': where, 'sort': sort})}"
