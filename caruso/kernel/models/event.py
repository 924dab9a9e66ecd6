"""What happened: the atom of timeline, audit, automation and webhooks."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing that happened to one record. Append-only: never changed, never deleted with its record.

    `data` holds `changes` (`{field: [old, new]}`, as JSON keeps them) and whatever the verb adds.
    `source` says through which door it came: page, api, import, job, command.
    """

    kind = models.CharField(max_length=60)
    object = models.CharField(max_length=80)
    record = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=20, default="page")
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["object", "record", "id"], name="event_of_record")]

    def __str__(self) -> str:
        return f"{self.object} {self.record} {self.kind}"

    @property
    def changes(self) -> dict[str, list[Any]]:
        changes: dict[str, list[Any]] = self.data.get("changes", {})
        return changes


class TimelineEntry(models.Model):
    """An event's place on the timeline of a record: its own, or another that it concerns."""

    object = models.CharField(max_length=80)
    record = models.BigIntegerField()
    at = models.DateTimeField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["object", "record", "at", "event"], name="timeline_of_record")]

    def __str__(self) -> str:
        return f"{self.object} {self.record} {self.at:%Y-%m-%d}"
