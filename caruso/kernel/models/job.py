"""Work that goes on after the page is shown."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A piece of work in steps. `cursor` is where the next step starts; it is saved in the same transaction
    as the step's effects, so a killed worker's job goes on without a row doubled or missing.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    parameters = models.JSONField(default=dict)
    cursor = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    cancel_asked = models.BooleanField(default=False)
    lease_holder = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="jobs")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at"], name="job_unfinished", condition=models.Q(state__in=["waiting", "running"])
            ),
            models.Index(fields=["by", "-id"], name="job_of_person"),
        ]

    def __str__(self) -> str:
        return self.title or self.kind

    @property
    def finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)

    @property
    def told(self) -> str:
        return self._of_kind("told")

    @property
    def undo_address(self) -> str:
        return self._of_kind("undo_address")

    @property
    def list_address(self) -> str:
        return self._of_kind("list_address")

    def _of_kind(self, what: str) -> str:
        """What its kind says of a finished job; nothing where its room is not installed any more."""
        from caruso.kernel.jobs.kind import kind_of

        try:
            return str(getattr(kind_of(self), what)(self)) if self.finished else ""
        except LookupError:
            return ""

    @property
    def percent(self) -> int | None:
        return None if not self.total else min(100, self.done * 100 // self.total)
