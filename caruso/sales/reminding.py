"""The clock proposes reminders of overdue invoices, step by step, in the customer's language."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from caruso.kernel.events.recording import through
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.money import show_money
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.models import Invoice, Reminder, ReminderStep
from caruso.sales.models.billing import billing
from caruso.sales.models.invoice import OPEN, InvoiceKind
from caruso.sales.models.reminder import ReminderState
from caruso.sales.printing.paper import in_its_language
from caruso.sales.rules.reminder_words import filled, words_of
from caruso.sales.sending.recipients import recipient_of
from caruso.ui.dates import show_long

EVERY = 1800.0
"""Seconds."""
AT_ONCE = 200
LONGEST_SUBJECT = 250
DONE = (ReminderState.SENT, ReminderState.SKIPPED)


def start() -> None:
    by_the_clock(EVERY, propose_reminders)


def propose_reminders(today: date | None = None) -> int:
    """Propose what has become due, or send it where the firm wants that; returns how many."""
    forget_organisation()
    day, settings = today or timezone.localdate(), billing()
    made = 0
    with through("job"):
        _let_go_of_paid()
        for step in ReminderStep.objects.all():
            for invoice in _due(step, day):
                reminder = propose(invoice, step, day)
                made += reminder is not None
                if reminder and settings.send_reminders:
                    _send(reminder)
    return made


def propose(invoice: Invoice, step: ReminderStep, day: date) -> Reminder | None:
    """The reminder of this step, the next one of the invoice; None where somebody was quicker."""
    known = Reminder.objects.filter(invoice=invoice).aggregate(last=Max("step"))["last"] or 0
    reminder = Reminder(
        invoice=invoice,
        step=known + 1,
        of_step=step,
        days=step.days,
        email=recipient_of(invoice),
        owner_id=invoice.owner_id,
        team_id=invoice.team_id,
    )
    with in_its_language(invoice):
        reminder.subject, reminder.text = words(invoice, step, day)
    try:
        with transaction.atomic():
            reminder.create(by=None, kind="proposed")
    except IntegrityError:
        return None
    return reminder


def words(invoice: Invoice, step: ReminderStep, day: date) -> tuple[str, str]:
    """Subject and text of a step, in the language that is active."""
    firm = current_organisation()
    values: dict[str, Any] = {
        "number": invoice.number,
        "amount": show_money(invoice.balance, invoice.currency),
        "due": show_long(invoice.due_on) if invoice.due_on else "",
        "days": (day - invoice.due_on).days if invoice.due_on else 0,
        "account": firm.bank_account,
        "firm": firm.legal_name or str(firm),
    }
    subject, text = words_of(step)
    return filled(subject, values)[:LONGEST_SUBJECT], filled(text, values)


def _due(step: ReminderStep, day: date) -> list[Invoice]:
    """Open invoices late enough for this step that have had neither it nor a later one, and of which none waits."""
    latest = day - timedelta(days=step.days)
    late = Invoice.objects.live().filter(state__in=OPEN, kind=InvoiceKind.INVOICE, due_on__lte=latest, balance__gt=0)
    late = late.exclude(reminded_on__gt=day - timedelta(days=3))
    reminders = Reminder.objects.filter(invoice=OuterRef("pk"))
    waiting = reminders.live().filter(state=ReminderState.PROPOSED)
    had = reminders.filter(Q(of_step=step) | Q(state__in=DONE, days__gte=step.days))
    late = late.filter(~Exists(waiting), ~Exists(had))
    return list(late.select_related("account", "contact").order_by("due_on", "pk")[:AT_ONCE])


def _let_go_of_paid() -> None:
    """What was proposed for invoices that are paid by now is not sent any more."""
    for reminder in Reminder.objects.live().filter(state="proposed").exclude(invoice__state__in=OPEN)[:AT_ONCE]:
        reminder.change({"state": "skipped"}, by=None, kind="skipped")


def _send(reminder: Reminder) -> None:
    """What cannot be sent stays proposed, for a person to see."""
    try:
        reminder.send(by=None)
    except ValidationError:
        return
