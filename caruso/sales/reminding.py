"""The clock proposes reminders of overdue invoices, step by step, in the customer's language."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from caruso.kernel.events.recording import through
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.money import show_money
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.models import Invoice, Reminder
from caruso.sales.models.billing import Billing, billing
from caruso.sales.models.invoice import OPEN, InvoiceKind
from caruso.ui.dates import show_long

EVERY = 1800.0
"""Seconds."""
AT_ONCE = 200
STEPS = 3


def start() -> None:
    by_the_clock(EVERY, propose_reminders)


def propose_reminders(today: date | None = None) -> int:
    """Propose what has become due, or send it where the firm wants that; returns how many."""
    forget_organisation()
    day, settings = today or timezone.localdate(), billing()
    made = 0
    with through("job"):
        _let_go_of_paid()
        for step in range(1, STEPS + 1):
            for invoice in _due(step, day, settings):
                reminder = propose(invoice, step, day)
                made += reminder is not None
                if reminder and settings.send_reminders:
                    _send(reminder)
    return made


def propose(invoice: Invoice, step: int, day: date) -> Reminder | None:
    """The reminder of this step; None where somebody was quicker."""
    account, contact = invoice.account, invoice.contact
    reminder = Reminder(
        invoice=invoice,
        step=step,
        email=(contact.email if contact else "") or account.email,
        owner_id=invoice.owner_id,
        team_id=invoice.team_id,
    )
    with override(invoice.language or account.language or current_organisation().language):
        reminder.subject, reminder.text = words(invoice, step, day)
    try:
        with transaction.atomic():
            reminder.create(by=None, kind="proposed")
    except IntegrityError:
        return None
    return reminder


def words(invoice: Invoice, step: int, day: date) -> tuple[str, str]:
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
    subject, text = {
        1: (
            _("A friendly reminder: invoice %(number)s"),
            _(
                "Good day,\n\nour invoice %(number)s over %(amount)s was due on %(due)s, and we have not seen the payment yet. "
                "Maybe it slipped your mind, or is on its way: then please take no notice of this.\n\n"
                "Our account: %(account)s, reference %(number)s.\n\nThank you, and best regards\n%(firm)s"
            ),
        ),
        2: (
            _("Second reminder: invoice %(number)s is %(days)s days overdue"),
            _(
                "Good day,\n\n%(amount)s of our invoice %(number)s are still open, due on %(due)s. Please pay within seven days, "
                "or write to us if something is not right, so that we can solve it together.\n\n"
                "Our account: %(account)s, reference %(number)s.\n\nBest regards\n%(firm)s"
            ),
        ),
        3: (
            _("Final reminder: invoice %(number)s"),
            _(
                "Good day,\n\nin spite of our reminders %(amount)s of invoice %(number)s, due on %(due)s, are not paid. "
                "We ask you for the last time to pay within seven days. After that we have to stop deliveries and to hand the "
                "claim over for collection, with interest and costs.\n\n"
                "Our account: %(account)s, reference %(number)s.\n\n%(firm)s"
            ),
        ),
    }[step]
    return subject % values, text % values


def _due(step: int, day: date, settings: Billing) -> list[Invoice]:
    """Open invoices late enough for this step that have had all steps before, and not this one."""
    latest = day - timedelta(days=settings.reminder_days[step - 1])
    late = Invoice.objects.live().filter(
        state__in=OPEN, kind=InvoiceKind.INVOICE, due_on__lte=latest, reminders=step - 1, balance__gt=0
    )
    late = late.exclude(reminded_on__gt=day - timedelta(days=3)).exclude(reminder_steps__step=step)
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
