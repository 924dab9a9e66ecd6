"""What a person should know."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_COUNTED = 100


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    """One line for one person: the text of its `kind` with `params`, leading to a record or to `address`.

    One event tells a person once, however many reasons there are.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    object = models.CharField(max_length=80, blank=True)
    record = models.BigIntegerField(null=True)
    address = models.CharField(max_length=300, blank=True)
    event = models.ForeignKey("kernel.Event", models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="notified_once_of_event")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_of_person"),
            models.Index(fields=["person"], name="notification_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The line in the reader's language."""
        from caruso.kernel.notifying.kinds import text_of

        return text_of(self.kind, self.params)


def unread_count(person_id: int) -> int:
    """How many are unread, counted up to a hundred."""
    return Notification.objects.unread().filter(person=person_id).order_by()[:MOST_COUNTED].count()
