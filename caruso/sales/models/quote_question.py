"""What the customer asks about a quote, and what is answered."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.events.recording import record_events

LONGEST = 4_000


class QuoteQuestion(models.Model):
    """A question from the customer's page; the answer stands there below it."""

    quote = models.ForeignKey("sales.Quote", models.CASCADE, related_name="questions")
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    text = models.TextField(_("question"), max_length=LONGEST)
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), blank=True, max_length=LONGEST)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("question about a quote")
        verbose_name_plural = _("questions about quotes")
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def ask(cls, quote: Any, text: str, *, name: str, email: str = "", at: datetime | None = None) -> "QuoteQuestion":
        """Write down a question, with its event; `email` is the address that the link went to."""
        with transaction.atomic():
            question = cls.objects.create(
                quote=quote, name=name[:150], email=email, text=text[:LONGEST], asked_at=at or timezone.now()
            )
            record_events(
                [quote], "asked", by=None, at=question.asked_at, data=[{"name": question.name, "text": question.text}]
            )
        return question

    def reply(self, text: str, *, by: Any, at: datetime | None = None) -> None:
        """Answer it, once. Raises ValidationError for a second answer."""
        with transaction.atomic():
            stored = QuoteQuestion.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if stored.answered_at:
                raise ValidationError(
                    _("Somebody has answered this meanwhile: “%(text)s”"), params={"text": stored.answer}
                )
            self.answer, self.answered_at, self.answered_by = text[:LONGEST], at or timezone.now(), by
            self.save(update_fields=["answer", "answered_at", "answered_by"])
            record_events([self.quote], "replied", by=by, at=self.answered_at, data=[{"text": self.answer}])
