"""What bulk work did, so that it can be taken back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BulkStep(models.Model):
    """One step of a bulk job: which records it changed, from what to what (`{number: {field: [old, new]}}`)."""

    job = models.ForeignKey("kernel.Job", models.CASCADE, related_name="bulk_steps")
    changes = models.JSONField()

    class Meta:
        verbose_name = _("step of bulk work")
        verbose_name_plural = _("steps of bulk work")

    def __str__(self) -> str:
        return f"{self.job_id}: {len(self.changes)}"
