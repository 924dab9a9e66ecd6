"""Imports and exports that people have made."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """One file brought in: what it is, how it is to be read (`plan`, see `importing.plan`), and how it went.

    `counts` are rows by outcome; `made` what was created besides: `{"fields": [names]}`.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("not started")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("stopped")
        FAILED = "failed", _("failed")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    object = models.CharField(max_length=80)
    file_name = models.CharField(max_length=250)
    stored = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0)
    kind = models.CharField(max_length=10, blank=True)
    product = models.CharField(max_length=60, blank=True)
    encoding = models.CharField(max_length=30, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    plan = models.JSONField(default=dict)
    dry = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    counts = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    undo_counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    job = models.ForeignKey("kernel.Job", models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Any:
        return settings.MEDIA_ROOT / "imports" / self.stored

    @property
    def under_way(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.UNDOING)

    @property
    def may_be_undone(self) -> bool:
        return not self.dry and self.state in (self.State.DONE, self.State.CANCELLED, self.State.FAILED)


class ImportChunk(models.Model):
    """What became of some rows that follow each other: `[number, outcome, record, [[header, message], …]]` each.

    `also_made` are records of other objects created for these rows, as `[object, number]`; `left` is what the
    undoing of this chunk could not take back, as `[object, number, message]`.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="chunks")
    first_row = models.PositiveBigIntegerField()
    rows = models.JSONField(default=list)
    also_made = models.JSONField(default=list)
    left = models.JSONField(default=list)

    class Meta:
        verbose_name = _("part of an import")
        verbose_name_plural = _("parts of imports")
        constraints = [models.UniqueConstraint(fields=["of", "first_row"], name="import_chunk_once")]

    def __str__(self) -> str:
        return f"{self.of_id} from {self.first_row}"


class Export(models.Model):
    """A file that a job writes for one person; it is taken away after a time."""

    object = models.CharField(max_length=80)
    file_name = models.CharField(max_length=250)
    stored = models.CharField(max_length=64)
    query = models.JSONField(default=dict)
    job = models.ForeignKey("kernel.Job", models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Any:
        return settings.MEDIA_ROOT / "exports" / self.stored
