"""What a page of insight is narrowed to, as its address says: whose deals, of which pipeline, in which period."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.models import Team, User
from caruso.kernel.request import Request
from caruso.sales.insight.scope import DEALS, Whose, whose
from caruso.sales.insight.teams import TeamTree
from caruso.sales.insight.words import Tabs, period_tabs
from caruso.sales.models.pipeline import pipelines
from caruso.sales.rules.periods import Period, period_named
from caruso.screens.description import screen_of


@dataclass(frozen=True)
class Choice:
    """One entry of a menu."""

    label: Any
    address: str
    current: bool


@dataclass(frozen=True)
class Asked:
    part: Whose
    period: Period
    today: date
    tabs: Tabs
    #: What the links of the periods keep of the address.
    kept: str
    people: list[Choice]
    lanes: list[Choice]

    @property
    def label(self) -> Any:
        return next((one.label for one in self.people if one.current), _("All"))

    @property
    def pipeline_label(self) -> Any:
        return next((one.label for one in self.lanes if one.current), _("All pipelines"))

    def deals(self, where: str, sort: str = "-amount") -> str:
        """The list of deals for which this holds, of the same part."""
        part = self.part.condition()
        where = f"({where}){part}" if part and " or " in where else where + part
        return f"{screen_of(DEALS).list_url}?{urlencode({'where': where, 'sort': sort})}"


def asked(request: Request, span: str = "quarter", *, each_pipeline: bool = False) -> Asked:
    """`each_pipeline` is for pages whose figures mean nothing over several pipelines: they show the first, unless
    another one is chosen."""
    today = timezone.localdate()
    period = period_named(request.GET.get("period", ""), today, span)
    who, pipeline = request.GET.get("whose", ""), request.GET.get("pipeline", "")
    known = [one.code for one in pipelines()]
    if pipeline not in known:
        pipeline = known[0] if each_pipeline and len(known) > 1 else ""
    kept = {name: value for name, value in (("whose", who), ("pipeline", pipeline)) if value}
    return Asked(
        part=whose(who, pipeline, TeamTree()),
        period=period,
        today=today,
        tabs=period_tabs(period, today),
        kept=f"&{urlencode(kept)}" if kept else "",
        people=_people(request.user, who, period, pipeline),
        lanes=_lanes(who, period, pipeline, each_pipeline),
    )


def _people(user: User, who: str, period: Period, pipeline: str) -> list[Choice]:
    """Whom the viewer may narrow the page to: the teams and people whose deals the viewer may see."""
    scope = user.access.scope(DEALS, "view")
    if scope not in ("team", "all"):
        return []
    teams, people = Team.objects.all(), User.objects.active().exclude(team=None)
    if scope == "team":
        teams, people = teams.filter(pk__in=user.access.teams), people.filter(team__in=user.access.teams)
    found = [("", _("All"))]
    found += [(f"team-{team.pk}", team.name) for team in teams]
    found += [(f"person-{person.pk}", person.name) for person in people.order_by("name")[:60]]
    return [
        Choice(label, _address(whose=key, period=period.key, pipeline=pipeline), key == who) for key, label in found
    ]


def _lanes(who: str, period: Period, pipeline: str, each: bool) -> list[Choice]:
    if len(pipelines()) < 2:
        return []
    found = [*([] if each else [("", _("All pipelines"))]), *((one.code, str(one)) for one in pipelines())]
    return [
        Choice(label, _address(whose=who, period=period.key, pipeline=key), key == pipeline) for key, label in found
    ]


def _address(**values: str) -> str:
    return "?" + urlencode({name: value for name, value in values.items() if value})
