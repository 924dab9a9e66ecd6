"""What follows from an order as it is written: when its subscriptions are billed first, and whether it is too much."""

from django.utils import timezone

from caruso.kernel.written import Written
from caruso.sales.credit import hold_over_limit
from caruso.sales.models.order import Order, OrderLine
from caruso.sales.outbox import is_final, queue

WATCHED = {"gross_total", "ordered_on"}


def keep(written: Written) -> None:
    if written.object.model is not Order or written.verb not in ("create", "change"):
        return
    for order, changes in written.pairs():
        # Lines may change while no field does.
        if not changes or WATCHED & changes.keys():
            begin_subscriptions(order)
            hold_over_limit(order, by=order.created_by)
        if (changes is None or {"state", "gross_total"} & changes.keys()) and is_final(order):
            queue(order, by=order.created_by)


def begin_subscriptions(order: Order) -> None:
    """They are billed from the day of the order, until the first of their periods is."""
    new = OrderLine.objects.filter(document=order, periods=None)
    day = order.ordered_on or timezone.localdate(order.created_at)
    new.filter(recurring="").exclude(next_invoice_on=None).update(next_invoice_on=None)
    new.exclude(recurring="").update(next_invoice_on=day)
