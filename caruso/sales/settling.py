"""What settles what: payments and credit notes against invoices. Balances are worked out from these rows, never added up.

Everything of an account is settled under its lock, so that two people cannot use the same money.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from caruso.customers.models import Account
from caruso.sales.models.invoice import OPEN, Invoice, InvoiceKind, InvoiceState
from caruso.sales.models.payment import Allocation, Offset, Payment

NOTHING = Decimal("0.00")


def locked_account(number: int) -> None:
    """Hold the account until the transaction ends."""
    Account.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=number)


def settle_new(invoice: Invoice, *, by: Any) -> None:
    """An invoice takes what stands to the account's credit; a credit note settles its invoice, then is given back."""
    from caruso.sales.counting import locked, recount

    if invoice.is_credit_note:
        if invoice.corrects is not None:
            offset(invoice, invoice.corrects, by=by)
            refresh_invoice(Invoice.objects.get(pk=invoice.corrects.pk), by=by)
        if invoice.order is not None:
            recount(locked(invoice.order), by=by)
    else:
        for payment in _open_payments(invoice):
            if invoice.balance <= 0:
                break
            _allocate(payment, invoice, min(payment.open_amount, invoice.balance), by=by)
    refresh_invoice(invoice, by=by)


def allocate(payment: Payment, invoice: Invoice, amount: Decimal, *, by: Any) -> None:
    """Settle so much of the invoice with the payment. The account must be locked.

    Raises ValidationError for more than either has open, another account's or another currency's.
    """
    payment, invoice = Payment.objects.get(pk=payment.pk), Invoice.objects.get(pk=invoice.pk)
    if invoice.account_id != payment.account_id or invoice.currency != payment.currency:
        raise ValidationError(_("The payment and the invoice are of different customers or currencies."))
    if invoice.is_draft or invoice.is_credit_note != (payment.amount < 0):
        raise ValidationError(_("This payment cannot settle that."))
    if not NOTHING < amount <= min(abs(payment.open_amount), invoice.balance):
        raise ValidationError(_("That is more than is open."))
    _allocate(payment, invoice, amount, by=by)


def allocate_automatically(payment: Payment, *, by: Any) -> None:
    """The invoices that the reference names, then the oldest due. The account must be locked."""
    if payment.gives_back_id:
        return
    kind = InvoiceKind.CREDIT_NOTE if payment.amount < 0 else InvoiceKind.INVOICE
    candidates = Invoice.objects.live().filter(
        account=payment.account_id, currency=payment.currency, kind=kind, state__in=OPEN, balance__gt=0
    )
    invoices = list(candidates.order_by("due_on", "issued_on", "pk"))
    for invoice in sorted(invoices, key=lambda one: not names(payment.reference, one.number)):
        if not payment.open_amount:
            break
        _allocate(payment, invoice, min(abs(payment.open_amount), invoice.balance), by=by)


def names(reference: str, number: str) -> bool:
    """Whether what a payer wrote names the number, with or without its signs: `inv 2026 00042`, `2026/00042`."""
    parts = re.findall(r"\d+", number)
    pattern = r"(?<!\d)" + r"\D{0,3}".join(parts) + r"(?!\d)"
    return bool(parts) and re.search(pattern, reference) is not None


def offset(note: Invoice, invoice: Invoice, *, by: Any) -> None:
    """Let a credit note settle an invoice, as far as both are open. The account must be locked."""
    invoice = Invoice.objects.get(pk=invoice.pk)
    amount = min(note.balance, invoice.balance)
    if amount > 0:
        Offset.objects.create(credit_note=note, invoice=invoice, amount=amount)
        refresh_invoice(invoice, by=by)
        refresh_invoice(note, by=by)


def take_back(payment: Payment, *, by: Any) -> None:
    """Let a payment settle nothing any more. The account must be locked."""
    invoices = list(Invoice.objects.filter(allocations__payment=payment))
    payment.allocations.all().delete()
    for invoice in invoices:
        refresh_invoice(invoice, by=by)
    refresh_payment(payment, by=by)


def refresh_payment(payment: Payment, *, by: Any) -> None:
    """Work out what is open of a payment."""
    used = payment.allocations.aggregate(sum=Sum("amount"))["sum"] or NOTHING
    if payment.amount < 0:
        left = NOTHING if payment.gives_back_id else payment.amount + used
    else:
        back = payment.given_back.live().aggregate(sum=Sum("amount"))["sum"] or NOTHING
        left = payment.amount - used + back
    payment.change({"open_amount": left.quantize(NOTHING)}, by=by, kind="allocated")


def refresh_invoice(invoice: Invoice, *, by: Any) -> None:
    """Work out what is paid, credited and open of an invoice or a credit note."""
    paid = invoice.allocations.aggregate(sum=Sum("amount"), day=Max("payment__received_on"))
    own = invoice.offsets if invoice.is_credit_note else invoice.offset_by
    credited = (own.aggregate(sum=Sum("amount"))["sum"] or NOTHING).quantize(NOTHING)
    paid_total = (paid["sum"] or NOTHING).quantize(NOTHING)
    balance = invoice.gross_total - paid_total - credited
    state = _state(balance, paid_total, credited)
    if (
        state == InvoiceState.PAID
        and not invoice.is_credit_note
        and corrected_total(invoice) >= invoice.gross_total > 0
    ):
        state = InvoiceState.CREDITED
    values = {
        "paid_total": paid_total,
        "credited_total": credited,
        "balance": balance,
        "state": state,
        "paid_on": paid["day"] if balance <= 0 else None,
    }
    kind = str(state) if invoice.state != state else "settled"
    invoice.change(values, by=by, kind=kind)


def corrected_total(invoice: Invoice) -> Decimal:
    """What credit notes have taken back of an invoice, whether it was open or is to be given back."""
    notes = invoice.corrections.live().exclude(state=InvoiceState.DRAFT)
    return notes.aggregate(sum=Sum("gross_total"))["sum"] or NOTHING


def _state(balance: Decimal, paid: Decimal, credited: Decimal) -> InvoiceState:
    if balance <= 0:
        return InvoiceState.CREDITED if credited and not paid else InvoiceState.PAID
    return InvoiceState.PARTLY_SETTLED if paid or credited else InvoiceState.ISSUED


def _allocate(payment: Payment, invoice: Invoice, amount: Decimal, *, by: Any) -> None:
    known = Allocation.objects.filter(payment=payment, invoice=invoice).first()
    if known:
        known.amount += amount
        known.save(update_fields=["amount"])
    else:
        Allocation.objects.create(payment=payment, invoice=invoice, amount=amount)
    refresh_invoice(invoice, by=by)
    refresh_payment(payment, by=by)


def _open_payments(invoice: Invoice) -> Iterable[Payment]:
    payments = Payment.objects.live().filter(
        account=invoice.account_id, currency=invoice.currency, open_amount__gt=0, amount__gt=0
    )
    found: Iterable[Payment] = payments.order_by("received_on", "pk")
    return found
