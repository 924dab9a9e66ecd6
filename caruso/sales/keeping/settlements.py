"""Payments settle invoices as soon as they are written, whichever door they come through; a binned draft frees its quantities."""

from django.db import transaction

from caruso.kernel.written import Written
from caruso.sales.counting import locked, recount
from caruso.sales.models.invoice import Invoice, InvoiceState
from caruso.sales.models.payment import Payment
from caruso.sales.outbox import queue
from caruso.sales.settling import allocate_automatically, locked_account, refresh_payment, take_back


def keep(written: Written) -> None:
    if written.object.model is Payment:
        _keep_payments(written)
    elif written.object.model is Invoice and written.verb == "change":
        for invoice, changes in written.pairs():
            if changes and changes.get("state", [None])[0] == InvoiceState.DRAFT:
                queue(invoice, by=invoice.created_by)
    elif written.object.model is Invoice and written.verb == "bin":
        for invoice in written.records:
            if invoice.order is not None:
                recount(locked(invoice.order), by=invoice.binned_by)


def _keep_payments(written: Written) -> None:
    for payment, changes in written.pairs():
        by = payment.binned_by if written.verb == "bin" else payment.created_by
        with transaction.atomic():
            if written.verb in ("create", "restore"):
                locked_account(payment.account_id)
                refresh_payment(payment, by=by)
                allocate_automatically(payment, by=by)
            elif written.verb == "bin":
                locked_account(payment.account_id)
                take_back(payment, by=by)
                if payment.gives_back is not None:
                    refresh_payment(payment.gives_back, by=by)
            elif written.verb == "change" and changes and {"amount", "currency", "account"} & changes.keys():
                locked_account(payment.account_id)
                refresh_payment(payment, by=by)
                allocate_automatically(payment, by=by)
