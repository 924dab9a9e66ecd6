"""How the firm has arranged its screens."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Face(models.TextChoices):
    """The parts of a screen that are arranged each by itself."""

    RECORD = "record", _("record page")
    FORM = "form", _("form")
    LIST = "list", _("list")
    BOARD = "board", _("board")
    PEEK = "peek", _("peek beside the list")
    HOME = "home", _("home page")


class Layout(models.Model):
    """The arrangement of one face of an object (of none for the home page), for a role or for everybody.

    `content` is None where it is as shipped; the row stays then for its versions. What stands in it is told in
    `layouts/content.py`.
    """

    object = models.CharField(max_length=80, blank=True)
    face = models.CharField(max_length=10, choices=Face)
    role = models.ForeignKey("kernel.Role", models.CASCADE, null=True, blank=True, related_name="+")
    content = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["object", "face", "role"], name="one_layout_for_a_role"),
            models.UniqueConstraint(fields=["object", "face"], condition=Q(role=None), name="one_layout_for_everybody"),
        ]

    def __str__(self) -> str:
        return f"{self.object} {self.face}".strip()


class LayoutVersion(models.Model):
    """What an arrangement was after somebody saved it."""

    layout = models.ForeignKey(Layout, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("version of an arrangement")
        verbose_name_plural = _("versions of arrangements")
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["layout", "number"], name="one_version_of_a_layout")
        ]

    def __str__(self) -> str:
        return f"{self.layout} {self.number}"
