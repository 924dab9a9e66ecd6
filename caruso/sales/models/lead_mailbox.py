"""The mailbox from which leads are fetched: one row."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.sealing import SealedPassword

THE_ONLY = 1
TLS_PORT, PLAIN_PORT = 993, 143


class LeadMailbox(SealedPassword, models.Model):
    """Where it is and who opens it. The password is kept encrypted, see `sealing`.

    `problem` is what the last look into it failed with, until one succeeds.
    """

    active = models.BooleanField(_("fetch leads from here"), default=True)
    host = models.CharField(_("host"), max_length=250)
    port = models.PositiveIntegerField(_("port"), null=True, blank=True)
    over_tls = models.BooleanField(_("encrypted (TLS)"), default=True)
    username = models.CharField(_("user"), max_length=250)
    password_sealed = models.TextField(blank=True, editable=False)
    folder = models.CharField(_("folder"), max_length=250, default="INBOX")
    fetched_at = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(max_length=300, blank=True, editable=False)
    problem_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("mailbox of leads")
        verbose_name_plural = _("mailboxes of leads")

    def __str__(self) -> str:
        return f"{self.username} ({self.host})"

    @property
    def port_used(self) -> int:
        return self.port or (TLS_PORT if self.over_tls else PLAIN_PORT)

    def note(self, **what: Any) -> None:
        """Keep how it went, without touching what somebody may be writing just now."""
        LeadMailbox.objects.filter(pk=self.pk).update(**what)


def lead_mailbox() -> LeadMailbox | None:
    """The mailbox as it is set up; None as long as nobody has."""
    return LeadMailbox.objects.filter(pk=THE_ONLY).first()
