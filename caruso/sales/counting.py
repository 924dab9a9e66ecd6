"""How much of each line of an order is planned, delivered, returned and invoiced: counted anew from the documents.

Whoever takes something of an order locks it first, so that two people at once cannot take the same.
Locks are taken in one order everywhere: the account, the order, then its documents.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.number_kinds import show_number
from caruso.sales.models.delivery import DeliveryLine, DeliveryState
from caruso.sales.models.invoice import InvoiceKind, InvoiceLine, InvoiceState
from caruso.sales.models.order import Order, OrderLine, OrderState
from caruso.sales.models.returned import ReturnLine, ReturnOutcome, ReturnState

NOTHING, CENT = Decimal(0), Decimal("0.01")
COUNTED = ("planned", "delivered", "returned", "replaced", "refunded", "invoiced", "invoiced_net")


@dataclass(frozen=True)
class Wanted:
    """So much of a line."""

    line: OrderLine
    quantity: Decimal

    def told(self) -> dict[str, str]:
        return {"description": self.line.description, "quantity": str(self.quantity)}


def locked(order: Order) -> Order:
    """The order as it is stored, held until the transaction ends."""
    return Order.objects.select_for_update(of=("self",)).get(pk=order.pk)


def wanted_of(
    order: Order,
    quantities: Mapping[int, Decimal] | None,
    most: str,
    less: Mapping[int, Decimal] | None = None,
) -> list[Wanted]:
    """What is asked of the lines, in their order; everything that is left where nothing is said.

    `most` names the property of a line that says how much is left, `less` what to take off that.
    Raises ValidationError for a line of another order, and for more than is left.
    """
    lines: Sequence[OrderLine] = list(order.lines.all())
    left = {line.pk: getattr(line, most) - (less or {}).get(line.pk, NOTHING) for line in lines}
    if quantities is None:
        return [Wanted(line, left[line.pk]) for line in lines if left[line.pk] > 0]
    if quantities.keys() - left.keys():
        raise ValidationError(_("A line is not one of this order."))
    wanted = [Wanted(line, quantities[line.pk]) for line in lines if quantities.get(line.pk)]
    if not wanted:
        raise ValidationError(_("Say how much of at least one line."))
    for one in wanted:
        if not NOTHING < one.quantity <= left[one.line.pk]:
            raise ValidationError(
                _("Of “%(line)s” no more than %(left)s can be taken, not %(wanted)s."),
                params={
                    "line": one.line.description,
                    "left": show_number(left[one.line.pk].normalize()),
                    "wanted": show_number(one.quantity.normalize()),
                },
            )
    return wanted


def expected_back(order: Order) -> dict[int, Decimal]:
    """What is announced to come back and is not here yet."""
    lines = ReturnLine.objects.filter(returned__order=order, returned__state=ReturnState.EXPECTED)
    return dict(lines.values_list("order_line").annotate(Sum("quantity")))


def recount(order: Order, *, by: Any, at: datetime | None = None) -> None:
    """Count every line anew and let the state of the order follow. The order must be locked."""
    found = _counts(order)
    lines = list(order.lines.all())
    for line in lines:
        for name in COUNTED:
            setattr(line, name, found[line.pk].get(name, NOTHING))
    OrderLine.objects.bulk_update(lines, COUNTED)
    values: dict[str, Any] = {"invoiced_total": sum((line.invoiced_net for line in lines), NOTHING).quantize(CENT)}
    if order.is_under_way:
        values["state"] = state_of(lines, arriving=_on_the_way(order))
    kind = str(values.get("state", "changed")) if _differs(order, values) else "changed"
    order.change(values, by=by, kind=kind, at=at)


def state_of(lines: Sequence[OrderLine], *, arriving: bool) -> OrderState:
    """How far an order is, by what of it has left; `arriving` says that something has not reached the customer yet."""
    handed = [line for line in lines if line.is_delivered]
    if not any(line.delivered > line.replaced for line in handed):
        return OrderState.CONFIRMED
    if any(line.delivered - line.replaced < line.quantity for line in handed):
        return OrderState.PARTLY_SENT
    return OrderState.SHIPPED if arriving else OrderState.DELIVERED


def refuse_less_than_returned(order: Order) -> None:
    """Raises ValidationError where the customer would have sent back more than was delivered."""
    if any(line.returned > line.delivered for line in order.lines.all()) or any(
        quantity > line.to_return
        for number, quantity in expected_back(order).items()
        for line in order.lines.filter(pk=number)
    ):
        raise ValidationError(_("Some of it was sent back already, so the delivery cannot be cancelled."))


def _differs(order: Order, values: Mapping[str, Any]) -> bool:
    return "state" in values and order.state != values["state"]


def _on_the_way(order: Order) -> bool:
    return bool(order.deliveries.live().filter(state=DeliveryState.SHIPPED).exists())


def _counts(order: Order) -> dict[int, dict[str, Decimal]]:
    """Line → name of the count → how much, from the documents."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    delivered = DeliveryLine.objects.filter(delivery__order=order, delivery__binned_at=None)
    received = ReturnLine.objects.filter(
        returned__order=order, returned__state=ReturnState.RECEIVED, returned__binned_at=None
    )
    for name, lines in {
        "planned": delivered.filter(delivery__state=DeliveryState.PLANNED),
        "delivered": delivered.filter(delivery__state__in=(DeliveryState.SHIPPED, DeliveryState.DELIVERED)),
        "returned": received,
        "replaced": received.filter(returned__outcome=ReturnOutcome.REPLACEMENT),
        "refunded": received.filter(returned__outcome=ReturnOutcome.REFUND),
    }.items():
        for line, quantity in lines.values_list("order_line").annotate(Sum("quantity")):
            found[line][name] = quantity
    _count_invoices(order, found)
    return found


def _count_invoices(order: Order, found: dict[int, dict[str, Decimal]]) -> None:
    """Drafts of invoices count as well, so that nothing is invoiced twice; credit notes only when they are issued."""
    lines = InvoiceLine.objects.filter(order_line__document=order, document__binned_at=None, period=None)
    for kind, sign in ((InvoiceKind.INVOICE, 1), (InvoiceKind.CREDIT_NOTE, -1)):
        counted = lines.filter(document__kind=kind)
        if kind == InvoiceKind.CREDIT_NOTE:
            counted = counted.exclude(document__state=InvoiceState.DRAFT)
        for line, quantity, net in counted.values_list("order_line").annotate(Sum("quantity"), Sum("net")):
            counts = found[line]
            counts["invoiced"] = counts.get("invoiced", NOTHING) + sign * quantity
            counts["invoiced_net"] = counts.get("invoiced_net", NOTHING) + sign * net
