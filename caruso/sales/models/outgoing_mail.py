"""Mail to customers on its way: a paper, a link, or the word that something is coming."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.objects import business_object


class MailState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")
    CANCELLED = "cancelled", _("no longer needed")


class OutgoingMail(models.Model):
    """One message to one address about one record. `key` makes sure that it is written once, however often somebody clicks.

    `link` is the private way to a quote that it tells; the address itself is put in when the mail leaves and is not kept.
    """

    key = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=20)
    object = models.CharField(max_length=80)
    record = models.BigIntegerField()
    link = models.ForeignKey("sales.QuoteLink", models.SET_NULL, null=True, related_name="mails")
    site = models.CharField(max_length=250, blank=True)
    email = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    message = models.TextField(_("message"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=MailState, default=MailState.WAITING)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    HUES: ClassVar[dict[str, str]] = {
        "waiting": "gray", "sending": "blue", "sent": "green", "failed": "red", "cancelled": "gray",
    }  # fmt: skip

    class Meta:
        verbose_name = _("mail to a customer")
        verbose_name_plural = _("mails to customers")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["object", "record", "-id"], name="outgoing_mail_of_record")
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.email}"

    @property
    def hue(self) -> str:
        return self.HUES[self.state]

    @property
    def is_failed(self) -> bool:
        return self.state == MailState.FAILED

    @property
    def about(self) -> Any:
        """The record that it is about; None where that is gone or in the bin."""
        model: Any = business_object(self.object).model
        return model.objects.live().filter(pk=self.record).first()
