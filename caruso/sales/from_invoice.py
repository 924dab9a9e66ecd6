"""Credit notes from invoices: whole or in part, together never more than what was invoiced."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum as Total
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.number_kinds import show_number
from caruso.sales.from_order import CARRIED
from caruso.sales.models.invoice import Invoice, InvoiceKind, InvoiceLine
from caruso.sales.rules.sharing import Share
from caruso.sales.sharing import key_of, share_out, sums_of

NOTHING = Decimal(0)


def creditable(invoice: Invoice) -> dict[int, Decimal]:
    """Line → how much of it no credit note has taken yet, drafts included."""
    taken = {line: quantity for line, (quantity, _net) in _taken(invoice).items()}
    return {line.pk: line.quantity - taken.get(line.pk, NOTHING) for line in invoice.lines.all() if line.counts}


def credit_note(
    invoice: Invoice, quantities: Mapping[int, Decimal] | None, *, by: Any, reason: str = "", returned: Any = None
) -> Invoice:
    """The draft of a credit note over these quantities (line → how much), or over all that is left; `returned` came back.

    Raises ValidationError for more than is left, asked with the invoice locked.
    """
    with transaction.atomic():
        invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
        if invoice.is_draft or invoice.is_credit_note:
            raise ValidationError(_("Only an issued invoice is corrected by a credit note."))
        left = creditable(invoice)
        wanted = {line: quantity for line, quantity in (left if quantities is None else quantities).items() if quantity}
        _refuse_too_much(invoice, wanted, left)
        carried = {name: getattr(invoice, name) for name in CARRIED}
        note = Invoice(
            kind=InvoiceKind.CREDIT_NOTE,
            corrects=invoice,
            order_id=invoice.order_id,
            account_id=invoice.account_id,
            reason=reason[:250],
            returned=returned,
            **carried,
        )
        note.create(by=by, lines=_lines(note, invoice, wanted, left), keep_taxes=True)
    return note


def _lines(
    note: Invoice, invoice: Invoice, wanted: Mapping[int, Decimal], left: Mapping[int, Decimal]
) -> list[InvoiceLine]:
    """The lines of the credit note, which comes to their share of the invoice."""
    taken = _taken(invoice)
    lines, shares = [], []
    for line in invoice.lines.all():
        if quantity := wanted.get(line.pk):
            carried = {**line.carried(), "quantity": quantity}
            # A period is paid for by its invoice; the credit note takes nothing of the order's quantities back.
            order_line = None if line.period_id else line.order_line_id
            lines.append(InvoiceLine(corrects_line=line, order_line_id=order_line, **carried))
            shares.append(
                Share(key_of(line), quantity, line.quantity, line.net, *taken.get(line.pk, (NOTHING, NOTHING)))
            )
    over = {
        key_of(line) for line in invoice.lines.all() if line.counts and left[line.pk] > wanted.get(line.pk, NOTHING)
    }
    earlier: dict[Any, Any] = {}
    for other in invoice.corrections.live().prefetch_related("lines"):
        for key, one in sums_of(other, other.lines.all()).items():
            earlier[key] = earlier[key] + one if key in earlier else one
    share_out(note, lines, shares, sums_of(invoice, invoice.lines.all()), earlier, over)
    return lines


def _taken(invoice: Invoice) -> dict[int, tuple[Decimal, Decimal]]:
    """Line → quantity and net in credit notes, drafts included."""
    lines = InvoiceLine.objects.filter(corrects_line__document=invoice, document__binned_at=None)
    summed = lines.values_list("corrects_line").annotate(Total("quantity"), Total("net"))
    return {line: (quantity, net) for line, quantity, net in summed}


def _refuse_too_much(invoice: Invoice, wanted: Mapping[int, Decimal], left: Mapping[int, Decimal]) -> None:
    if wanted.keys() - left.keys():
        raise ValidationError(_("A line is not one of this invoice."))
    if not wanted:
        raise ValidationError(_("Everything on it is credited already."))
    for line in invoice.lines.all():
        quantity = wanted.get(line.pk, NOTHING)
        if quantity < 0 or quantity > left.get(line.pk, NOTHING):
            raise ValidationError(
                _("Of “%(line)s” no more than %(left)s can be taken, not %(wanted)s."),
                params={
                    "line": line.description,
                    "left": show_number(left[line.pk].normalize()),
                    "wanted": show_number(quantity.normalize()),
                },
            )
