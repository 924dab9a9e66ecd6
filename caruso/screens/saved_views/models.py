"""Views that people keep: which records, in which order, with which columns."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def seen_by(self, user: Any) -> "SavedViewQuerySet":
        """One's own, those of one's teams, and those for all."""
        mine = Q(owner=user) | Q(shared="all")
        return self.filter(mine | Q(shared="team", team__in=user.access.teams))


class SavedView(models.Model):
    """A named list, board, calendar or schedule. `parameters` are those of its address."""

    class Shared(models.TextChoices):
        PRIVATE = "private", _("only me")
        TEAM = "team", _("my team")
        ALL = "all", _("everybody")

    object = models.CharField(max_length=80)
    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    team = models.ForeignKey("kernel.Team", models.CASCADE, null=True, blank=True, related_name="+")
    shared = models.CharField(_("shown to"), max_length=8, choices=Shared, default=Shared.PRIVATE)
    layout = models.CharField(max_length=10, default="list")
    parameters = models.JSONField(default=dict)
    widths = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["position", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["object", "owner"], name="saved_view_of_object")]

    def __str__(self) -> str:
        return self.name

    def may_be_changed_by(self, user: Any) -> bool:
        """By its owner, and by administrators where it is shared."""
        return self.owner_id == user.pk or (self.shared != self.Shared.PRIVATE and user.access.administers)
