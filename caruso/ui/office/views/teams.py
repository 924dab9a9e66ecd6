"""Teams, one inside another."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.models import Team
from caruso.kernel.people.teams import dissolve_team, save_team
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration
from caruso.ui.office.forms.team import TeamForm


@administration
def all_teams(request: Request) -> HttpResponse:
    return render(request, "ui/office/teams.html", {"tree": tree_of_teams()})


@administration
def new_team(request: Request) -> HttpResponse:
    return _team_page(request, Team())


@administration
def one_team(request: Request, number: int) -> HttpResponse:
    return _team_page(request, get_object_or_404(Team, pk=number))


@require_POST
@administration
def dissolve(request: Request, number: int) -> HttpResponse:
    try:
        dissolve_team(get_object_or_404(Team, pk=number), by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("office:team", number)
    messages.success(request, _("The team is gone."))
    return redirect("office:teams")


def tree_of_teams() -> list[dict[str, Any]]:
    """The teams at the top, each with its people's number and the teams below it."""
    teams = Team.objects.annotate(members=Count("people")).order_by("name")
    nodes: dict[int, dict[str, Any]] = {team.pk: {"team": team, "below": []} for team in teams}
    top: list[dict[str, Any]] = []
    for team in teams:
        parent = nodes.get(team.parent_id) if team.parent_id else None
        (parent["below"] if parent else top).append(nodes[team.pk])
    return top


def _team_page(request: Request, team: Team) -> HttpResponse:
    form = TeamForm(request.POST or None, instance=team)
    if request.method == "POST" and form.is_valid():
        try:
            save_team(team, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("office:teams")
    return render(request, "ui/office/team.html", {"form": form, "team": team})
