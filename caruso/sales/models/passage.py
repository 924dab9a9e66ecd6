"""Passages of deals through stages, kept from the events of stage changes, and their counts."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Upper ends, in weeks, of the classes of time that a deal takes from entering a stage to its end.
WEEKS = (1, 2, 4, 6, 8, 12, 16, 20, 26, 39, 52, 104)
LONGER = 999


class StagePassage(models.Model):
    """One stay of a deal in an open stage. `how` says how it was left: on, back, won or lost; empty while it lasts.

    `outcome` and `ended_at` are those of the whole deal, empty while it is open.
    """

    opportunity = models.ForeignKey("sales.Opportunity", models.CASCADE, related_name="passages")
    pipeline = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    team = models.ForeignKey("kernel.Team", models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=4, blank=True)
    outcome = models.CharField(max_length=4, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("stay in a stage")
        verbose_name_plural = _("stays in stages")

    def __str__(self) -> str:
        return f"{self.opportunity_id}: {self.stage}"


class PassageTally(models.Model):
    """How many passages of the same kind there were in a month. Rows are only added; their sum counts.

    A correction is a row of the opposite sign, so that two who write at once never wait for one counter. `result` is
    how the stage was left (in the month of leaving), or with a class of `weeks` the outcome of the deal (in the month
    of its end). `days` sums the days of the stay, or those from entering the stage to the end.
    """

    pipeline = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey("kernel.Team", models.CASCADE, null=True, related_name="+")
    month = models.DateField()
    result = models.CharField(max_length=4)
    weeks = models.PositiveSmallIntegerField(default=0)
    count = models.IntegerField()
    days = models.BigIntegerField(default=0)

    #: What makes two rows the same.
    KEY: ClassVar[tuple[str, ...]] = ("pipeline", "stage", "owner_id", "team_id", "month", "result", "weeks")

    class Meta:
        verbose_name = _("count of stays")
        verbose_name_plural = _("counts of stays")
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["month", "weeks", "pipeline", "stage", "result", "owner", "team", "count", "days"],
                name="passage_tally_all",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.month} {self.result}: {self.count}"
