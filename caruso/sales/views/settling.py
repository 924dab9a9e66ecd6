"""Paying invoices, putting a payment to invoices, and giving back what is left of it."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caruso.kernel.request import Request
from caruso.sales.models import Invoice, Payment
from caruso.sales.models.invoice import OPEN, InvoiceKind
from caruso.sales.sending.views import leave
from caruso.sales.settling import allocate, allocate_automatically, locked_account, take_back
from caruso.sales.templatetags.sales_amounts import money
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see, record_or_404, require
from caruso.screens.forms.form import RecordForm
from caruso.ui.toasts import toast

ASKED = ("amount", "received_on", "method", "reference", "note")


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
            payment = _record(invoice, form.values, request)
        except ValidationError as problem:
            form.add_errors(problem)
        else:
            _tell(request, payment, invoice)
            return leave(request, screen_of(Invoice).record_url(number))
    title = _("Give back %(invoice)s") if invoice.is_credit_note else _("Payment of %(invoice)s")
    context = {"form": form, "title": title % {"invoice": invoice}, "button": _("Save"), "deal": invoice}
    return render(request, "sales/closing.html", context, status=422 if form.errors else 200)


def _record(invoice: Invoice, values: dict[str, Any], request: Request) -> Payment:
    """The payment settles this invoice first, whatever its reference says."""
    amount = _more_than_nothing(values.get("amount"))
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
        if invoice.balance > 0 and payment.allocations.exclude(invoice=invoice).exists():
            take_back(payment, by=request.user)
            payment.refresh_from_db()
            invoice.refresh_from_db()
            allocate(payment, invoice, min(abs(payment.open_amount), invoice.balance), by=request.user)
            payment.refresh_from_db()
            allocate_automatically(payment, by=request.user)
    payment.refresh_from_db()
    return payment


def _tell(request: Request, payment: Payment, invoice: Invoice) -> None:
    """What was recorded, and where it went beyond this invoice; a wrong one is taken back from here."""
    screen = screen_of(Payment)
    words = {"payment": payment, "amount": money(abs(payment.amount), payment.currency)}
    undo = screen.url("delete", payment.pk) if request.user.access.may(screen.key, "delete") else ""
    toast(request, _("%(payment)s is recorded: %(amount)s.") % words, undo=undo)
    seen = Invoice.objects.visible_to(request.user).filter(allocations__payment=payment).exclude(pk=invoice.pk)
    if others := ", ".join(str(one) for one in seen.order_by("due_on", "pk")):
        toast(request, _("What was left of it settles %(others)s.") % {"others": others}, hint=True)
    if payment.is_open and may_see(screen, request.user, ("open_amount",)):
        rest = money(payment.open_amount, payment.currency)
        toast(request, _("%(rest)s of it stands to the customer's credit.") % {"rest": rest}, hint=True)


def _more_than_nothing(amount: Decimal | None) -> Decimal:
    if amount is None or amount <= 0:
        raise ValidationError({"amount": _("Say how much, more than nothing.")})
    return amount


def give_back(request: Request, number: int) -> HttpResponse:
    """GET asks how much of what stands to the customer's credit is given back and how, POST records it."""
    screen = screen_of(Payment)
    payment: Payment = record_or_404(screen, number, request.user, "edit")
    if not payment.is_open and request.method != "POST":
        raise Http404
    rest = payment.open_amount if may_see(screen, request.user, ("open_amount",)) else None
    data = request.POST if request.method == "POST" else None
    initial = {"amount": rest, "method": payment.method}
    form = RecordForm(screen, request.user, data=data, initial=initial, names=("amount", "method", "note"))
    if data is not None and form.is_valid():
        given = {name: form.values[name] for name in ("method", "note") if name in form.values}
        try:
            amount = _more_than_nothing(form.values.get("amount"))
            refund = payment.give_back(amount, by=request.user, **given)
        except ValidationError as problem:
            form.add_errors(problem)
        else:
            words = {"refund": refund, "amount": money(amount, refund.currency)}
            toast(request, _("%(amount)s is given back by %(refund)s.") % words)
            return leave(request, screen.record_url(number))
    title = _("Give back %(invoice)s") % {"invoice": payment}
    context = {"form": form, "title": title, "button": _("Give back")}
    return render(request, "sales/closing.html", context, status=422 if form.errors else 200)


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
            toast(request, _("%(payment)s settles what you said.") % {"payment": payment})
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
    field, settled = screen_of(Payment).field("amount"), False
    with transaction.atomic():
        locked_account(payment.account_id)
        for invoice in invoices:
            try:
                amount: Decimal | None = field.parse(request.POST.get(f"amount-{invoice.pk}", "") or "0")
                if amount:
                    allocate(payment, invoice, amount, by=request.user)
                    settled = True
            except ValidationError as refused:
                raise ValidationError(f"{invoice}: {' '.join(refused.messages)}") from None
        if not settled:
            raise ValidationError(_("Say how much, more than nothing."))


def _invoice(request: Request, number: int) -> Invoice:
    invoice: Invoice = record_or_404(screen_of(Invoice), number, request.user, "edit")
    if invoice.in_bin:
        raise Http404
    return invoice
