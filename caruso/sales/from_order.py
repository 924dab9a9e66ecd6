"""Invoices from orders: whole, in part, or what was delivered."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.sales.counting import Wanted, wanted_of
from caruso.sales.models.credit_terms import payment_days_of
from caruso.sales.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState
from caruso.sales.models.order import Order, OrderLine
from caruso.sales.rules.sharing import Key, Share, Sum
from caruso.sales.rules.totals import Rounding, totals
from caruso.sales.sharing import key_of, share_out, taken_by

#: What a paper takes over from the order.
CARRIED = (
    "contact_id", "opportunity_id", "currency", "language", "billing_address", "delivery_address",
    "customer_reference", "discount_percent", "rounding", "tax_country", "reverse_charge", "owner_id", "team_id",
)  # fmt: skip

#: On these rest the amounts; an invoice has them as its order, whatever was typed.
FROM_THE_ORDER = ("discount_percent", "rounding", "tax_country", "reverse_charge")


def invoice_order(order: Order, quantities: Mapping[int, Decimal] | None = None, *, by: Any, **values: Any) -> Invoice:
    """The draft of an invoice over these quantities, or over everything that is not invoiced yet.

    Raises ValidationError for more than was ordered, and where nothing is left.
    """
    invoice = draft_for(order, **values).create(by=by, quantities=quantities)
    if not invoice.lines.exists():
        raise ValidationError(_("Everything is invoiced already."))
    return invoice


def delivered_quantities(order: Order) -> dict[int, Decimal]:
    """What was delivered and not invoiced, and services beside it. Raises ValidationError where that is nothing."""
    lines = order.lines.select_related("product")
    found = {line.pk: line.ready_to_invoice for line in lines if line.ready_to_invoice > 0}
    if not found:
        raise ValidationError(_("What was delivered is invoiced already."))
    return found


def draft_for(order: Order, **values: Any) -> Invoice:
    """An unsaved invoice that knows what the order knows."""
    carried = {name: getattr(order, name) for name in CARRIED}
    days = payment_days_of(order.account_id)
    return Invoice(order=order, account_id=order.account_id, **{"payment_days": days, **carried, **values})


def take_from_order(invoice: Invoice, order: Order, quantities: Mapping[int, Decimal] | None) -> list[InvoiceLine]:
    """The lines of an invoice over these quantities of the order, which must be locked; it comes to their share.

    Raises ValidationError for more than is left, and for another customer's order.
    """
    if order.account_id != invoice.account_id or order.currency != invoice.currency:
        raise ValidationError({"order": _("The order is another customer's, or in another currency.")})
    if not order.is_under_way:
        raise ValidationError({"order": _("The order is %(state)s.") % {"state": order.get_state_display()}})
    wanted = wanted_of(order, quantities, "to_invoice")
    for name in FROM_THE_ORDER:
        setattr(invoice, name, getattr(order, name))
    lines = [_line(one) for one in wanted]
    shares = [
        Share(key_of(one.line), one.quantity, one.line.quantity, one.line.net, one.line.invoiced, one.line.invoiced_net)
        for one in wanted
    ]
    once = [line for line in order.lines.all() if line.is_delivered]
    after = {one.line.pk: one.line.invoiced + one.quantity for one in wanted}
    left = {key_of(line) for line in once if after.get(line.pk, line.invoiced) < line.quantity}
    share_out(invoice, lines, shares, _whole(order, once), taken_by(_parts(order)), left)
    return lines


def _line(one: Wanted) -> InvoiceLine:
    carried = {**one.line.carried(), "quantity": one.quantity, "optional": False, "chosen": True, "recurring": ""}
    return InvoiceLine(order_line=one.line, **carried)


def _whole(order: Order, lines: list[OrderLine]) -> dict[Key, Sum]:
    """What everything of the order that is paid once comes to."""
    found = totals([line.amounts() for line in lines], order.currency, order.discount_percent, Rounding(order.rounding))
    return {
        (group.tax_class, group.percent.normalize()): Sum(group.lines_net, group.discount, group.tax)
        for group in found.groups
    }


def _parts(order: Order) -> list[Invoice]:
    """The invoices of what is paid once, drafts as well, and the credit notes that were issued for them."""
    parts = order.invoices.live().filter(lines__order_line__isnull=False, lines__period=None).distinct()
    drafts = parts.filter(kind=InvoiceKind.CREDIT_NOTE, state=InvoiceState.DRAFT)
    return list(parts.exclude(pk__in=drafts.values("pk")).prefetch_related("lines"))
