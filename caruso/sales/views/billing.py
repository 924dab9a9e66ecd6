"""The settings of billing, and the outbox as a file."""

import csv
from datetime import datetime
from io import StringIO
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.sales.forms.billing import BillingForm
from caruso.sales.models import Handover
from caruso.sales.models.billing import billing
from caruso.sales.models.handover import COLLECTED, HandoverState
from caruso.sales.printing.doors import refuse_paper
from caruso.screens.description import screen_of
from caruso.screens.doors import require
from caruso.screens.transfer.spreadsheet_safety import safe_text
from caruso.ui.office.doors import administration
from caruso.ui.toasts import toast

MOST = 1000
HEADS = (
    "key", "paper", "kind", "date", "due", "customer", "tax_number", "currency", "net", "tax", "gross", "line",
    "code", "description", "quantity", "unit", "price", "discount_percent", "tax_percent", "line_net",
)  # fmt: skip


@administration
def billing_settings(request: Request) -> HttpResponse:
    settings = billing()
    form = BillingForm(request.POST or None, instance=billing())
    if request.method == "POST" and form.is_valid():
        settings.change(form.cleaned_data, by=request.user)
        toast(request, _("Saved."))
        return redirect("sales:billing")
    return render(request, "sales/orders/billing.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def collect(request: Request) -> HttpResponse:
    """What waits to be collected, as CSV with a row a line; it counts as handed over with this file."""
    screen = screen_of(Handover)
    require(screen, request.user, "export")
    now = timezone.localtime()
    with transaction.atomic():
        reached = Handover.objects.visible_to(request.user, "edit").filter(
            state=HandoverState.WAITING, target=COLLECTED
        )
        waiting = reached.filter(pk__in=Handover.objects.visible_to(request.user, "export").values("pk"))
        handovers = list(waiting.select_for_update(of=("self",)).order_by("pk")[:MOST])
        for handover in handovers:
            if handover.paper is not None:
                refuse_paper(handover.paper, request.user)
            handover.accept(by=request.user, reference=f"CSV {now:%Y-%m-%d %H:%M}")
    return _file(handovers, now)


def _file(handovers: list[Handover], now: datetime) -> HttpResponse:
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADS)
    for handover in handovers:
        if handover.paper is not None:
            writer.writerows([safe_text(str(value)) for value in row] for row in _rows(handover))
    answer = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="outbox-{now:%Y%m%d-%H%M}.csv"'
    return answer


def _rows(handover: Handover) -> list[list[Any]]:
    paper, invoice = handover.paper, handover.invoice
    kind = invoice.kind if invoice else "order_cancelled" if handover.is_cancellation else "order"
    day = invoice.issued_on if invoice else paper.ordered_on
    head = [
        handover.key, paper.number, kind, day or "", (invoice.due_on if invoice else None) or "", paper.account.name,
        paper.account.tax_number, paper.currency, paper.net_total, paper.tax_total, paper.gross_total,
    ]  # fmt: skip
    return [
        [*head, position, line.sku, line.description, line.quantity, line.unit, line.price, line.discount_percent,
         line.tax_percent, line.net]
        for position, line in enumerate(paper.lines.all(), start=1)
    ]  # fmt: skip
