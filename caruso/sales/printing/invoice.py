"""Invoices and credit notes on paper."""

from copy import copy

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caruso.sales.models import Invoice
from caruso.sales.printing import figures
from caruso.sales.printing.paper import Paper, paper_of
from caruso.sales.printing.settlement import settlement_of
from caruso.sales.tax_currency import own_tax
from caruso.ui.dates import show_long


def invoice_paper(invoice: Invoice) -> Paper:
    """Laid out in the customer's language; a draft says that it is one. Call it inside `in_its_language`."""
    title = _("Credit note") if invoice.is_credit_note else _("Invoice")
    corrected = invoice.corrects
    facts = [
        (pgettext("date", "Issued"), show_long(invoice.issued_on) if invoice.issued_on else ""),
        (_("day of sale"), show_long(invoice.sold_on) if invoice.sold_on else ""),
        (_("to be paid by"), show_long(invoice.due_on) if invoice.due_on else ""),
        (_("corrects"), corrected.number if corrected else ""),
        (_("order"), invoice.order.number if invoice.order else ""),
        (_("your reference"), invoice.customer_reference),
        (_("reason"), invoice.reason),
    ]
    lines = [line for line in invoice.lines.all() if line.counts]
    more = {"closing": "sales/printing/_invoice.html"} if not invoice.is_draft else {}
    if invoice.is_credit_note:
        more["gross_label"] = _("We credit you")
    paper = paper_of(invoice, title, facts, lines, **more)
    _as_issued(paper, invoice)
    paper.more = {"own_tax": _own_tax(invoice), "settlement": settlement_of(invoice)}
    return paper


def _own_tax(invoice: Invoice) -> str:
    """The tax in the country's money, with the rate and its day; empty where the invoice is in that money."""
    found = own_tax(invoice)
    if found is None:
        return ""
    return _("Tax in %(own)s: %(amount)s %(own)s (1 %(currency)s = %(rate)s %(own)s, %(day)s)") % {
        "own": found.currency,
        "amount": figures.amount(found.amount, found.currency),
        "currency": invoice.currency,
        "rate": figures.rate(found.rate),
        "day": show_long(found.day),
    }


def _as_issued(paper: Paper, invoice: Invoice) -> None:
    """Seller and buyer as they were on the day it was issued."""
    seller, buyer = invoice.parties.get("seller"), invoice.parties.get("buyer")
    if not seller or not buyer:
        return
    paper.seller, invoice.account = copy(paper.seller), copy(invoice.account)
    for name, value in seller.items():
        setattr(paper.seller, "legal_name" if name == "name" else name, value)
    invoice.account.legal_name, invoice.account.tax_number = buyer["name"], buyer["tax_number"]
