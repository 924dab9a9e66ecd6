"""Papers that people send from a record's page: invoices, credit notes and confirmations of orders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.models.organisation import current_organisation
from caruso.sales.einvoice.content import content_of
from caruso.sales.einvoice.rules import broken_rules
from caruso.sales.einvoice.ubl import as_ubl
from caruso.sales.models import Invoice, Order, OutgoingMail
from caruso.sales.models.order import OrderState
from caruso.sales.printing.answering import file_name
from caruso.sales.printing.figures import amount
from caruso.sales.printing.invoice import invoice_paper
from caruso.sales.printing.order import order_paper
from caruso.sales.printing.settlement import settlement_of
from caruso.sales.sending.enclosing import as_pdf
from caruso.sales.sending.kinds import Enclosure, MailKind, mail_kind
from caruso.ui.dates import show_long


def invoice_enclosures(invoice: Invoice) -> Sequence[Enclosure]:
    """PDF and e-invoice, as far as each can be made."""
    paper = invoice_paper(invoice)
    content = content_of(invoice)
    found = as_pdf(paper)
    if not broken_rules(content):
        found.append(Enclosure(file_name(paper).removesuffix(".pdf") + ".xml", as_ubl(content), "application/xml"))
    return found


def _order_enclosures(order: Order) -> Sequence[Enclosure]:
    return as_pdf(order_paper(order))


def _mark_sent(invoice: Invoice, mail: OutgoingMail) -> None:
    """The invoice says when it left and to whom; its event stands on the timelines of order and account too."""
    values = {"sent_at": mail.sent_at, "sent_to": mail.email}
    invoice.change(values, by=mail.created_by, kind="mailed")


INVOICE = mail_kind(MailKind("invoice", tells_paper=True, enclosures=invoice_enclosures, left=_mark_sent))
ORDER = mail_kind(
    MailKind(
        "order", tells_paper=True, enclosures=_order_enclosures, still_wanted=lambda order: not _order_refusal(order)
    )
)


@dataclass(frozen=True)
class SentPaper:
    """A document that is sent from its page. `refusal` says why it cannot be yet, `lacks` what will be missing."""

    model: Any
    kind: MailKind
    propose: Callable[[Any], tuple[str, str]]
    refusal: Callable[[Any], str]
    lacks: Callable[[Any], str] = lambda _document: ""


def _propose_invoice(invoice: Invoice) -> tuple[str, str]:
    if invoice.is_credit_note:
        subject = _("Credit note %(number)s from %(firm)s")
        words = _(
            "Dear %(name)s,\n\nhere is our credit note %(number)s: we credit you %(amount)s.\n\n%(settlement)s\n\n"
            "Kind regards\n%(sender)s\n%(firm)s"
        )
    else:
        subject = _("Invoice %(number)s from %(firm)s")
        words = _(
            "Dear %(name)s,\n\nthank you for your order. Here is our invoice %(number)s over %(amount)s, to be paid by "
            "%(due)s.\n\nKind regards\n%(sender)s\n%(firm)s"
        )
    values = _values(invoice)
    settlement = settlement_of(invoice)
    values["settlement"] = "\n".join(one for one in (*settlement.so_far, settlement.still) if one)
    return subject % values, words % values


def _propose_order(order: Order) -> tuple[str, str]:
    subject = _("Confirmation of your order %(number)s")
    words = _(
        "Dear %(name)s,\n\nthank you for your order. We confirm it as %(number)s; what it contains is in the paper "
        "that comes with this message.\n\nKind regards\n%(sender)s\n%(firm)s"
    )
    values = _values(order)
    return subject % values, words % values


def _values(document: Any) -> dict[str, str]:
    due = getattr(document, "due_on", None)
    return {
        "number": document.number,
        "firm": str(current_organisation()),
        "name": str(document.contact or document.account),
        "sender": str(document.owner or ""),
        "amount": f"{amount(document.gross_total, document.currency)} {document.currency}",
        "due": show_long(due) if due else "",
    }


def _invoice_refusal(invoice: Invoice) -> str:
    return _("Issue it first; only what is issued is sent.") if invoice.is_draft else ""


def _order_refusal(order: Order) -> str:
    if order.state in (OrderState.HELD, OrderState.CANCELLED):
        return _("The order is %(state)s.") % {"state": order.get_state_display()}
    return ""


def _invoice_lacks(invoice: Invoice) -> str:
    """Why no e-invoice goes with it."""
    broken = [] if invoice.is_draft else broken_rules(content_of(invoice))
    return " ".join(f"{message} ({rule})" for rule, message in broken)


SENT = {
    "invoices": SentPaper(Invoice, INVOICE, _propose_invoice, _invoice_refusal, _invoice_lacks),
    "orders": SentPaper(Order, ORDER, _propose_order, _order_refusal),
}
