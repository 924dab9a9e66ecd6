"""Reminders of invoices that are overdue, step by step."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Record
from caruso.sales.models.invoice import OPEN, Invoice

#: More days than any step is after the due day.
LATEST = 9999


class ReminderState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")


class Reminder(Record):
    """A step for one invoice, proposed by the clock; a person sends it, or the clock where the firm wants that.

    `step` says the how-maniest of its invoice it is. `of_step` is the firm's step that it follows, and `days` that one's
    delay when it was proposed, so that those under way know where they are when the firm's steps become others.
    """

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="reminder_steps", verbose_name=_("invoice"))
    account = models.ForeignKey(
        "customers.Account", models.PROTECT, editable=False, related_name="reminders", verbose_name=_("account")
    )
    step = models.PositiveSmallIntegerField(_("step"), default=1)
    of_step = models.ForeignKey(
        "sales.ReminderStep", models.SET_NULL, null=True, editable=False, db_index=False, related_name="+"
    )
    days = models.PositiveSmallIntegerField(null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=ReminderState, default=ReminderState.PROPOSED, editable=False
    )
    email = models.EmailField(_("e-mail"), blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), max_length=10_000, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = (*Record.HIDDEN_COLUMNS, "of_step", "days")
    COLOURS: ClassVar[dict[str, Any]] = {"state": {"proposed": "amber", "sent": "green", "skipped": "gray"}}

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["invoice", "step"], name="reminder_step_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["updated_at", "id"], name="reminder_by_updated", condition=models.Q(binned_at=None))
        ]

    def __str__(self) -> str:
        return self.subject

    @classmethod
    def validate(cls, values: dict[str, Any], record: "Reminder | None") -> None:
        step = values.get("step") or 0
        known = Reminder.objects.filter(invoice=values.get("invoice"), step=step)
        if values.get("invoice") and known.exclude(pk=record.pk if record else None).exists():
            raise ValidationError({"step": _("This invoice has a reminder of this step already.")})

    def derive(self) -> None:
        self.account_id = self.invoice.account_id
        if self.days is None and self.invoice.due_on:
            # Written by hand: none that the firm sends earlier comes after it.
            self.days = min(max((timezone.localdate() - self.invoice.due_on).days, 0), LATEST)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("sales.invoice", self.invoice_id), ("customers.account", self.account_id)]

    @property
    def is_proposed(self) -> bool:
        return self.state == ReminderState.PROPOSED

    def check_change(self, changes: Any, *, by: Any) -> None:
        if changes.get("state", [self.state])[0] == ReminderState.SENT and {"text", "subject", "step"} & set(changes):
            raise ValidationError(_("It is sent already."))

    def send(self, *, by: Any) -> None:
        """Send it by e-mail, with the invoice. Raises ValidationError where it is not due any more, or cannot be sent."""
        from caruso.sales.sending.reminders import queue_reminder

        if not self.email:
            raise ValidationError(_("There is no e-mail address; send it by post and say so."))
        with transaction.atomic():
            self._mark_sent(by, "sent")
            queue_reminder(self, by=by)

    def come_back(self) -> None:
        """The mail did not leave: it is proposed once more, for a person to see."""
        with transaction.atomic():
            invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=self.invoice_id)
            self.change({"state": ReminderState.PROPOSED, "sent_at": None}, by=None, kind="proposed")
            if invoice.reminders == self.step:
                invoice.change({"reminders": self.step - 1}, by=None, kind="settled")

    def mark_sent(self, *, by: Any) -> None:
        """It went out in another way."""
        with transaction.atomic():
            self._mark_sent(by, "posted")

    def skip(self, *, by: Any) -> None:
        """This step is not sent; the next one is proposed in its time."""
        with transaction.atomic():
            invoice = self._locked()
            self.change({"state": ReminderState.SKIPPED}, by=by, kind="skipped")
            invoice.change({"reminders": self.step}, by=by, kind="settled")

    def _mark_sent(self, by: Any, kind: str) -> None:
        invoice = self._locked()
        if invoice.state not in OPEN:
            raise ValidationError(_("The invoice is paid by now."))
        self.change({"state": ReminderState.SENT, "sent_at": timezone.now()}, by=by, kind=kind)
        invoice.change({"reminders": self.step, "reminded_on": timezone.localdate()}, by=by, kind="reminded")

    def _locked(self) -> Invoice:
        invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=self.invoice_id)
        stored = Reminder.objects.get(pk=self.pk)
        if stored.state != ReminderState.PROPOSED:
            raise ValidationError(_("This reminder is %(state)s."), params={"state": stored.get_state_display()})
        return invoice
