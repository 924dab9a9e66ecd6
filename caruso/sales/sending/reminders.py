"""Reminders of overdue invoices, with the invoice as PDF."""

from collections.abc import Sequence
from typing import Any

from caruso.sales.models import Invoice, OutgoingMail, Reminder
from caruso.sales.models.invoice import OPEN
from caruso.sales.printing.invoice import invoice_paper
from caruso.sales.sending.enclosing import as_pdf
from caruso.sales.sending.kinds import Enclosure, MailKind, leave_it, mail_kind
from caruso.sales.sending.queueing import queue_mail


def _invoice(reminder: Reminder) -> Invoice:
    invoice: Invoice = reminder.invoice
    return invoice


def _enclosures(reminder: Reminder) -> Sequence[Enclosure]:
    return as_pdf(invoice_paper(reminder.invoice))


def _is_open(reminder: Reminder) -> bool:
    return reminder.invoice.state in OPEN


def _come_back(reminder: Reminder, mail: OutgoingMail) -> None:
    if not reminder.is_proposed:
        reminder.come_back()


#: That it was sent stands on the timelines from the moment on at which it counts.
REMINDER = mail_kind(
    MailKind(
        "reminder",
        tells_paper=True,
        comes_back=True,
        enclosures=_enclosures,
        document=_invoice,
        still_wanted=_is_open,
        left=leave_it,
        failed=_come_back,
    )
)


def queue_reminder(reminder: Reminder, *, by: Any) -> None:
    """In the transaction that marks it as sent; one that came back may go out once more."""
    before = OutgoingMail.objects.filter(object=reminder.described.key, record=reminder.pk).count()
    words: Any = {"email": reminder.email, "subject": reminder.subject, "message": reminder.text}
    queue_mail(REMINDER, reminder, by=by, key=str(before + 1), **words)
