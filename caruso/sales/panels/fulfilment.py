"""What of an order is sent, invoiced and paid, line by line, with the steps that come next."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.sales.models import Delivery, Invoice, InvoiceLine, Order, OrderLine, Payment, Return
from caruso.sales.models.invoice import InvoiceKind, InvoiceState
from caruso.sales.models.order import OrderState
from caruso.sales.panels.money_back import refunds_of
from caruso.sales.printing.doors import why_no_paper
from caruso.sales.settling import corrected_total
from caruso.screens.description import Panel, screen_of
from caruso.screens.doors import may_see
from caruso.screens.veil import veiled

NOTHING = Decimal(0)
#: What the panel tells of an invoice.
SETTLED = ("gross_total", "paid_total", "credited_total", "balance")
#: The way of an order; those that are left out are off the way.
WAY = (OrderState.CONFIRMED, OrderState.PARTLY_SENT, OrderState.SHIPPED, OrderState.DELIVERED, OrderState.CLOSED)


@dataclass(frozen=True)
class Bar:
    """A line with how much of it is done; `paid` in percent."""

    line: OrderLine
    delivered: Decimal
    invoiced: Decimal
    paid: int


class FulfilmentPanel(Panel):
    template = "sales/orders/fulfilment.html"
    label, icon = _("Fulfilment"), "truck"
    position = "middle"

    def context(self, record: Order, user: Any) -> dict[str, Any] | None:
        lines = [line for line in record.lines.all() if line.counts]
        paid = paid_shares(record)
        may_edit = not record.in_bin and reaches(record, user, "edit")
        may = {
            "deliver": may_edit and user.access.may("sales.delivery", "create"),
            "bill": may_edit and user.access.may("sales.invoice", "create"),
            "return": may_edit and user.access.may("sales.return", "create"),
        }
        return {
            "order": record,
            "steps": steps(record.state, WAY),
            "bars": [_bar(line, paid) for line in lines],
            "deliver": may["deliver"] and record.is_under_way and any(line.to_deliver > 0 for line in lines),
            "bill": may["bill"] and record.is_under_way and any(line.to_invoice > 0 for line in lines),
            "take_back": may["return"] and any(line.to_return > 0 for line in lines),
            "send": record.is_under_way and may_edit,
            "no_paper": why_no_paper(record, user),
            "deliveries": _seen(Delivery, record.deliveries, user),
            "returns": _seen(Return, record.returns, user),
            "refunds": [one for one in refunds_of(record, user) if one.has_next],
            "delivery_screen": screen_of(Delivery),
            "return_screen": screen_of(Return),
            "title": _("Sent, invoiced, paid"),
        }


def steps(state: str, way: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Each step with whether it is done, current or to come."""
    at = [str(one) for one in way].index(state) if state in [str(one) for one in way] else -1
    return [
        {"label": one.label, "state": "done" if number < at else "current" if number == at else "open"}
        for number, one in enumerate(way)
    ]


def paid_shares(order: Order) -> dict[int, Decimal]:
    """Line → net that is paid, taking each invoice to be paid in equal parts of what no credit note took back of it."""
    issued = Invoice.objects.live().exclude(state=InvoiceState.DRAFT)
    invoices = issued.filter(kind=InvoiceKind.INVOICE, lines__order_line__document=order).distinct()
    corrected = dict(
        issued.filter(corrects__in=invoices).order_by().values_list("corrects").annotate(Sum("gross_total"))
    )
    shares: dict[int, Decimal] = {}
    for number, gross, paid, credited in invoices.values_list("pk", "gross_total", "paid_total", "credited_total"):
        taken = corrected.get(number, NOTHING)
        left = gross - taken
        shares[number] = max(paid - (taken - credited), NOTHING) / left if left > 0 else NOTHING
    found: dict[int, Decimal] = defaultdict(Decimal)
    for invoice, line, net in _nets(invoices, issued):
        found[line] += net * shares[invoice]
    return found


def _nets(invoices: Any, issued: Any) -> Iterator[tuple[int, int, Decimal]]:
    """Invoice, line of the order and net: of invoices, and below nothing of the credit notes that correct them."""
    yield from InvoiceLine.objects.filter(document__in=invoices, order_line__isnull=False).values_list(
        "document", "order_line", "net"
    )
    notes = InvoiceLine.objects.filter(document__in=issued, corrects_line__document__in=invoices)
    taken = notes.filter(corrects_line__order_line__isnull=False)
    for invoice, line, net in taken.values_list("corrects_line__document", "corrects_line__order_line", "net"):
        yield invoice, line, -net


def _bar(line: OrderLine, paid: dict[int, Decimal]) -> Bar:
    share = round(100 * paid.get(line.pk, NOTHING) / line.net) if line.net else 0
    return Bar(line, line.delivered - line.replaced, line.invoiced, min(share, 100))


def _seen(model: Any, records: Any, user: Any) -> list[Any]:
    visible = model.objects.visible_to(user).filter(pk__in=records.live().values("pk"))
    return veiled(list(visible.order_by("-pk")[:10]), user)


class SettlementPanel(Panel):
    """How far an invoice is: its way, what is open, and what settled it."""

    template = "sales/orders/settlement.html"
    label, icon = _("Settlement"), "wallet"
    position = "middle"

    def context(self, record: Invoice, user: Any) -> dict[str, Any]:
        corrected = record.credited_total if record.is_credit_note else corrected_total(record)
        way: tuple[Any, ...] = (InvoiceState.DRAFT, InvoiceState.ISSUED, InvoiceState.PARTLY_SETTLED, InvoiceState.PAID)
        if record.state == InvoiceState.CREDITED:
            way = (InvoiceState.DRAFT, InvoiceState.ISSUED, InvoiceState.CREDITED)
        payments = record.allocations.select_related("payment").order_by("payment__received_on", "pk")
        notes = Invoice.objects.visible_to(user).filter(corrects=record).order_by("pk")
        offsets = record.offsets if record.is_credit_note else record.offset_by
        return {
            "invoice": record,
            "sees": {name: may_see(screen_of(Invoice), user, (name,)) for name in SETTLED},
            "sees_payments": _sees_payments(user),
            "steps": steps(record.state, way),
            "corrected": corrected,
            "allocations": list(payments) if user.access.may("sales.payment", "view") else [],
            "notes": list(notes),
            "offsets": list(offsets.select_related("invoice", "credit_note")),
            "no_paper": (no_paper := why_no_paper(record, user)),
            "issued": not record.is_draft,
            "send": (send := not record.is_draft and reaches(record, user, "edit")),
            # What comes next: the paper goes out, then its money comes in.
            "send_first": send and not no_paper and not record.sent_at and not record.is_overdue,
            "pay": record.balance > 0 and not record.is_draft and user.access.may("sales.payment", "create"),
            "credit": not record.is_draft
            and not record.is_credit_note
            and corrected < record.gross_total
            and user.access.may("sales.invoice", "create"),
        }


class SettlesPanel(Panel):
    """What a payment settles."""

    template = "sales/orders/settles.html"
    title = _("Settles")
    label, icon = _("Settles"), "wallet"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("sales.invoice", "view"):
            return None
        settled = record.allocations.select_related("invoice").order_by("pk")
        return {
            "payment": record,
            "sees_payments": _sees_payments(user),
            "allocations": list(settled),
            "given_back": list(record.given_back.live()),
        }


def _sees_payments(user: Any) -> bool:
    """What a payment settles of an invoice tells amounts of both."""
    sees_paid = may_see(screen_of(Invoice), user, ("paid_total",))
    return sees_paid and may_see(screen_of(Payment), user, ("amount",))
