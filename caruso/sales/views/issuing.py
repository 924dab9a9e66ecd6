"""Issuing an invoice or a credit note."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.request import Request
from caruso.sales.models import Invoice
from caruso.sales.sending.views import leave
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see, record_or_404
from caruso.ui.toasts import toast


def issue(request: Request, number: int) -> HttpResponse:
    """GET tells what will be issued and asks once, because no number is taken back; POST issues it."""
    screen, problem = screen_of(Invoice), ""
    invoice: Invoice = record_or_404(screen, number, request.user, "edit")
    if invoice.in_bin or (not invoice.is_draft and request.method != "POST"):
        raise Http404
    try:
        if request.method == "POST":
            invoice.issue(by=request.user)
            _tell(request, invoice)
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


def _tell(request: Request, invoice: Invoice) -> None:
    toast(request, _("%(number)s is issued.") % {"number": invoice.number})
    if invoice.notice:
        toast(request, invoice.notice, hint=True)
