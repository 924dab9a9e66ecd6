"""Money back for goods that came back."""

from decimal import Decimal
from typing import Any

from django.utils import translation

from caruso.sales.from_invoice import creditable
from caruso.sales.models.invoice import Invoice, InvoiceKind, InvoiceState
from caruso.sales.models.returned import Return
from caruso.sales.printing.paper import language_of


def draft_refund(returned: Return, *, by: Any) -> list[Invoice]:
    """Drafts of credit notes over what came back, as far as it was invoiced; the newest invoices first."""
    wanted = {line.order_line_id: line.quantity for line in returned.lines.all()}
    invoices = Invoice.objects.live().filter(order=returned.order_id, kind=InvoiceKind.INVOICE)
    notes = []
    for invoice in invoices.exclude(state=InvoiceState.DRAFT).order_by("-issued_on", "-pk"):
        left = creditable(invoice)
        quantities: dict[int, Decimal] = {}
        for line in invoice.lines.filter(order_line__in=wanted, period=None):
            if quantity := min(wanted[line.order_line_id], left[line.pk]):
                quantities[line.pk] = quantity
                wanted[line.order_line_id] -= quantity
        if quantities:
            with translation.override(language_of(invoice)):
                reason = f"{returned.number}: {returned.get_reason_display()}"
            notes.append(invoice.credit(by=by, quantities=quantities, reason=reason))
    return notes
