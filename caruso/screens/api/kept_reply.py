"""Replies kept for the day in which a program may ask again with the same Idempotency-Key."""

from django.db import models


class KeptReply(models.Model):
    """What one request of one caller was answered. `digest` is the SHA-256 of the request."""

    caller = models.CharField(max_length=40)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    reply = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="kept_reply_once")]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
