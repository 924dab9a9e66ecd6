"""The customer's answer to a quote, with the evidence for it."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.files.storing import path_of
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.rules.quote_content import content_of, hash_of


class AnswerKind(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


@dataclass(frozen=True)
class Evidence:
    """Who answered, and from where. `signature` is the SHA-256 under which the drawn one is kept (PNG)."""

    name: str
    reason: str = ""
    email: str = ""
    ip: str | None = None
    user_agent: str = ""
    signature: str = ""

    def told(self) -> dict[str, str]:
        """As the timeline tells it."""
        return {"name": self.name, "text": self.reason}


class QuoteAnswer(models.Model):
    """Yes or no, once: the database refuses a second one. `content` is what was answered, `content_hash` its SHA-256."""

    quote = models.OneToOneField("sales.Quote", models.CASCADE, related_name="answer")
    kind = models.CharField(_("answer"), max_length=8, choices=AnswerKind)
    at = models.DateTimeField(_("answered"))
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150)
    reason = models.TextField(_("reason"), blank=True)
    email = models.EmailField(_("sent to"), blank=True)
    ip = models.GenericIPAddressField(_("IP address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=400, blank=True)
    signature = models.CharField(_("signature"), max_length=64, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written down by")
    )

    class Meta:
        verbose_name = _("answer to a quote")
        verbose_name_plural = _("answers to quotes")

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()}"

    @classmethod
    def keep(cls, quote: Any, lines: Sequence[Any], kind: str, evidence: Evidence, *, by: Any) -> "QuoteAnswer":
        """Write down the answer, in the transaction that changes the quote."""
        content = content_of(quote, lines, current_organisation())
        return cls.objects.create(
            quote=quote,
            kind=kind,
            at=quote.answered_at,
            name=evidence.name[:150],
            reason=evidence.reason,
            email=evidence.email,
            ip=evidence.ip,
            user_agent=evidence.user_agent[:400],
            signature=evidence.signature,
            content=content,
            content_hash=hash_of(content),
            by=by,
        )

    @property
    def is_yes(self) -> bool:
        return self.kind == AnswerKind.ACCEPTED

    @property
    def is_intact(self) -> bool:
        """Whether what was kept still is what was answered."""
        return hash_of(self.content) == self.content_hash

    @cached_property
    def signature_address(self) -> str:
        """The drawn signature as an address that holds the picture itself; empty where none was drawn."""
        try:
            picture = path_of(self.signature).read_bytes() if self.signature else b""
        except OSError:
            return ""
        return f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture else ""
