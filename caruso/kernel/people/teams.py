"""Making, moving and dissolving teams."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models.team import Team, with_teams_below
from caruso.kernel.models.user import User
from caruso.kernel.people.administering import lock_administration, require_administrator


def save_team(team: Team, *, by: User) -> None:
    """Write a new or changed team. Raises ValidationError for a team that would be part of itself."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        is_new = team.pk is None
        if not is_new and team.parent_id in with_teams_below({team.pk}):
            raise ValidationError({"parent": _("A team cannot be part of itself or of a team below it.")})
        before = None if is_new else Team.objects.get(pk=team.pk)
        team.save()
        if before is None:
            record_administration(team, "created", by=by)
        elif changes := {
            name: [getattr(before, name), getattr(team, name)]
            for name in ("name", "parent_id", "leader_id")
            if getattr(before, name) != getattr(team, name)
        }:
            record_administration(team, "changed", by=by, changes=changes)


def dissolve_team(team: Team, *, by: User) -> None:
    """Remove a team that holds nobody any more. Raises ValidationError for one that does."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        if team.people.exists() or team.children.exists():
            raise ValidationError(_("Move its people and teams elsewhere first."))
        record_administration(team, "destroyed", by=by)
        team.delete()


def manager_of(person: User) -> User | None:
    """Who leads the person: the leader of the own team or, for a leader, that of the nearest team above."""
    team, passed = person.team, set[int]()
    while team is not None and team.pk not in passed:
        if team.leader is not None and team.leader.is_active and team.leader != person:
            return team.leader
        passed.add(team.pk)
        team = team.parent
    return None
