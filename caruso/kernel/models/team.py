"""Teams, one inside another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Team(models.Model):
    """A group of people; who belongs to a team also sees the teams below it."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def with_teams_below(team_ids: set[int]) -> set[int]:
    """These teams and every team below them. One query: a firm has tens of teams, not thousands."""
    parents = list(Team.objects.values_list("pk", "parent_id"))
    found = set(team_ids)
    while more := {pk for pk, parent in parents if parent in found} - found:
        found |= more
    return found
