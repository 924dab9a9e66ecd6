"""Money back for goods that came back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import translation
from django.utils.translation import gettext as _

from caruso.sales.counting import locked
from caruso.sales.from_invoice import creditable
from caruso.sales.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState
from caruso.sales.models.returned import Return
from caruso.sales.printing.paper import language_of

NOTHING = Decimal(0)


def write_credit_notes(returned: Return, *, by: Any) -> list[Invoice]:
    """The drafts over what is to be paid back. Raises ValidationError where that is nothing (any more)."""
    with transaction.atomic():
        locked(returned.order)
        if notes := draft_refund(returned, by=by):
            return notes
    raise ValidationError(_("Nothing that came back is left on an issued invoice."))


def draft_refund(returned: Return, *, by: Any) -> list[Invoice]:
    """Drafts of credit notes over what came back, as far as it was invoiced; the newest invoices first."""
    return [
        invoice.credit(by=by, quantities=quantities, reason=_reason(returned, invoice), returned=returned)
        for invoice, quantities in to_credit(returned)
    ]


def to_credit(returned: Return) -> Iterator[tuple[Invoice, dict[int, Decimal]]]:
    """Issued invoices with how much of their lines came back by this return and stands on no credit note yet."""
    wanted = _uncredited(returned)
    if not any(wanted.values()):
        return
    invoices = Invoice.objects.live().filter(order=returned.order_id, kind=InvoiceKind.INVOICE)
    for invoice in invoices.exclude(state=InvoiceState.DRAFT).order_by("-issued_on", "-pk"):
        left = creditable(invoice)
        quantities: dict[int, Decimal] = {}
        for line in invoice.lines.filter(order_line__in=wanted, period=None):
            if (quantity := min(wanted[line.order_line_id], left[line.pk])) > 0:
                quantities[line.pk] = quantity
                wanted[line.order_line_id] -= quantity
        if quantities:
            yield invoice, quantities


def _uncredited(returned: Return) -> dict[int, Decimal]:
    """Line of the order → how much of it came back and is on none of the credit notes of this return."""
    lines = InvoiceLine.objects.filter(document__returned=returned, document__binned_at=None)
    credited = dict(lines.order_by().values_list("order_line").annotate(Sum("quantity")))
    return {
        line.order_line_id: line.quantity - credited.get(line.order_line_id, NOTHING) for line in returned.lines.all()
    }


def _reason(returned: Return, invoice: Invoice) -> str:
    with translation.override(language_of(invoice)):
        return f"{returned.number}: {returned.get_reason_display()}"
