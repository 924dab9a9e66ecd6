"""Teams, one inside another."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.organisation import current_organisation


class Team(models.Model):
    """A group of people; who belongs to a team also sees the teams below it."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("led by")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        current_organisation().schema_changed()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        gone = super().delete(*args, **kwargs)
        current_organisation().schema_changed()
        return gone


@lru_cache(maxsize=2)
def _parents(version: int) -> tuple[tuple[int, int | None], ...]:
    """Each team with the one above it, read once for each version of the firm's schema."""
    return tuple(Team.objects.values_list("pk", "parent_id"))


def forget_teams() -> None:
    """Have this process read them anew."""
    _parents.cache_clear()


def with_teams_below(team_ids: set[int]) -> set[int]:
    """These teams and every team below them."""
    parents = _parents(current_organisation().schema_version)
    found = set(team_ids)
    while more := {pk for pk, parent in parents if parent in found} - found:
        found |= more
    return found
