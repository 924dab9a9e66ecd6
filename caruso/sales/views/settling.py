"""Issuing invoices and paying them."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.request import Request
from caruso.sales.models import Invoice, Payment
from caruso.sales.models.invoice import OPEN, InvoiceKind
from caruso.sales.sending.views import leave
from caruso.sales.settling import allocate, locked_account, take_back
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see, record_or_404, require
from caruso.screens.forms.form import RecordForm
from caruso.ui.toasts import toast

ASKED = ("amount", "received_on", "method", "reference", "note")


def issue(request: Request, number: int) -> HttpResponse:
    """GET tells what will be issued and asks once, because no number is taken back; POST issues it."""
    invoice, screen, problem = _invoice(request, number), screen_of(Invoice), ""
    if not invoice.is_draft and request.method != "POST":
        raise Http404
    try:
        if request.method == "POST":
            invoice.issue(by=request.user)
            _tell_issued(request, invoice)
            return leave(request, screen.record_url(number))
        invoice.refuse_unfit(request.user)
    except ValidationError as refused:
        problem = " ".join(refused.messages)
    today = timezone.localdate()
    context = {
        "invoice": invoice,
        "today": today,
        "due": invoice.due_if_issued(today) if may_see(screen, request.user, ("due_on",)) else None,
        "sees_total": may_see(screen, request.user, ("gross_total",)),
        "problem": problem,
    }
    return render(request, "sales/orders/issue.html", context, status=422 if request.method == "POST" else 200)


def _tell_issued(request: Request, invoice: Invoice) -> None:
    toast(request, _("%(number)s is issued.") % {"number": invoice.number})
    if invoice.notice:
        toast(request, invoice.notice, hint=True)


def pay(request: Request, number: int) -> HttpResponse:
    """GET asks for the payment that settles this invoice, POST records it; of a credit note what is given back."""
    invoice, screen = _invoice(request, number), screen_of(Payment)
    require(screen, request.user, "create")
    sees_balance = may_see(screen_of(Invoice), request.user, ("balance",))
    initial = {"amount": invoice.balance if sees_balance else None, "reference": invoice.number}
    data = request.POST if request.method == "POST" else None
    form = RecordForm(screen, request.user, data=data, initial=initial, names=ASKED)
    if data is not None and form.is_valid():
        try:
            _record(invoice, form.values, request)
        except ValidationError as problem:
            form.add_errors(problem)
        else:
            return leave(request, screen_of(Invoice).record_url(number))
    title = _("Give back %(invoice)s") if invoice.is_credit_note else _("Payment of %(invoice)s")
    context = {"form": form, "title": title % {"invoice": invoice}, "button": _("Save"), "deal": invoice}
    return render(request, "sales/closing.html", context, status=422 if form.errors else 200)


def _record(invoice: Invoice, values: dict[str, Any], request: Request) -> None:
    """The payment settles this invoice first, whatever its reference says."""
    amount = values["amount"]
    if amount is None or amount <= 0:
        raise ValidationError({"amount": _("Say how much, more than nothing.")})
    if invoice.is_draft or invoice.balance <= 0:
        raise ValidationError(_("Nothing is open any more."))
    with transaction.atomic():
        locked_account(invoice.account_id)
        payment = Payment(
            account_id=invoice.account_id,
            currency=invoice.currency,
            owner=request.user,
            **{**values, "amount": -amount if invoice.is_credit_note else amount},
        ).create(by=request.user)
        invoice.refresh_from_db()
        if not payment.allocations.filter(invoice=invoice).exists() and invoice.balance > 0:
            take_back(payment, by=request.user)
            payment.refresh_from_db()
            allocate(payment, invoice, min(abs(payment.open_amount), invoice.balance), by=request.user)
            payment.refresh_from_db()
            payment.allocate(by=request.user)


def allocate_by_hand(request: Request, number: int) -> HttpResponse:
    """GET offers the open invoices for what a payment has left, POST settles them with the amounts typed."""
    payment: Payment = record_or_404(screen_of(Payment), number, request.user, "edit")
    kind = InvoiceKind.CREDIT_NOTE if payment.amount < 0 else InvoiceKind.INVOICE
    seen = Invoice.objects.visible_to(request.user).filter(
        account=payment.account_id, currency=payment.currency, kind=kind, state__in=OPEN, balance__gt=0
    )
    invoices, problem = list(seen.order_by("due_on", "pk")[:50]), ""
    if request.method == "POST":
        try:
            _allocate(payment, invoices, request)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return leave(request, screen_of(Payment).record_url(number))
    rows = [(invoice, request.POST.get(f"amount-{invoice.pk}", "")) for invoice in invoices]
    context = {
        "payment": payment,
        "rows": rows,
        "problem": problem,
        "sees_open": may_see(screen_of(Payment), request.user, ("open_amount",)),
        "sees_balance": may_see(screen_of(Invoice), request.user, ("balance",)),
    }
    return render(request, "sales/orders/allocate.html", context, status=422 if problem else 200)


def _allocate(payment: Payment, invoices: list[Invoice], request: Request) -> None:
    field = screen_of(Payment).field("amount")
    with transaction.atomic():
        locked_account(payment.account_id)
        for invoice in invoices:
            amount: Decimal | None = field.parse(request.POST.get(f"amount-{invoice.pk}", "") or "0")
            if amount:
                allocate(payment, invoice, amount, by=request.user)


def _invoice(request: Request, number: int) -> Invoice:
    invoice: Invoice = record_or_404(screen_of(Invoice), number, request.user, "edit")
    if invoice.in_bin:
        raise Http404
    return invoice
