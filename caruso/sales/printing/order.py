"""Confirmations of orders on paper."""

from django.utils.translation import gettext as _

from caruso.sales.models import Order
from caruso.sales.printing.paper import Paper, paper_of
from caruso.ui.dates import show_long


def order_paper(order: Order) -> Paper:
    """Laid out in the customer's language. Call it inside `in_its_language`."""
    facts = [
        (_("date"), show_long(order.ordered_on) if order.ordered_on else ""),
        (_("wanted by"), show_long(order.wanted_on) if order.wanted_on else ""),
        (_("quote"), order.quote.number if order.quote else ""),
        (_("your reference"), order.customer_reference),
        (_("your contact"), str(order.owner or "")),
    ]
    lines = [line for line in order.lines.all() if line.counts]
    return paper_of(order, _("Confirmation of order"), facts, lines)
