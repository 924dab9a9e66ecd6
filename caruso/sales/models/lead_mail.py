"""Messages that have become a lead or joined one, so that none counts twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeadMail(models.Model):
    """`digest` is the SHA-256 of the message's own identifier, or of the whole message where it has none."""

    digest = models.CharField(max_length=64, unique=True)
    lead = models.ForeignKey("sales.Lead", models.CASCADE, related_name="mails")
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return self.digest
