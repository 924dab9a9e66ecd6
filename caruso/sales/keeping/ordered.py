"""What follows from an order as it is written: when its subscriptions are billed first, and whether it is too much."""

from typing import Any

from django.utils import timezone

from caruso.kernel.written import Changes, Written
from caruso.sales.credit import hold_over_limit
from caruso.sales.discount_holds import hold_over_discount, withdraw_question
from caruso.sales.models.order import Order, OrderLine, OrderState
from caruso.sales.outbox import is_final, queue, take_back
from caruso.sales.subscriptions import resume_subscriptions

WATCHED = {"gross_total", "ordered_on"}


def keep(written: Written) -> None:
    if written.object.model is not Order:
        return
    for order, _changes in written.pairs() if written.verb in ("bin", "restore") else ():
        _follow_bin(order, written)
    if written.verb not in ("create", "change"):
        return
    for order, changes in written.pairs():
        # Lines may change while no field does.
        if not changes or WATCHED & changes.keys():
            begin_subscriptions(order)
            _hold_if_too_much(order, written.by)
        elif _is_opened_again(changes):
            _hold_if_too_much(order, written.by)
        elif "state" in changes and order.state == OrderState.CANCELLED:
            withdraw_question(order, by=written.by)
            take_back(order, by=written.by)
        if changes and "billing_until" in changes:
            resume_subscriptions(order)
        if (changes is None or {"state", "gross_total"} & changes.keys()) and is_final(order):
            queue(order, by=order.created_by)


def _follow_bin(order: Order, written: Written) -> None:
    """What lies in the bin is not handed over."""
    if written.verb == "bin":
        take_back(order, by=written.by)
    elif is_final(order):
        queue(order, by=written.by)


def _hold_if_too_much(order: Order, by: Any) -> None:
    hold_over_limit(order, by=order.created_by)
    hold_over_discount(order, by=by)


def _is_opened_again(changes: Changes) -> bool:
    before, after = changes.get("state", ("", ""))
    return before in (OrderState.CLOSED, OrderState.CANCELLED) and after == OrderState.CONFIRMED


def begin_subscriptions(order: Order) -> None:
    """They are billed from the day of the order, until the first of their periods is."""
    new = OrderLine.objects.filter(document=order, periods=None)
    day = order.ordered_on or timezone.localdate(order.created_at)
    new.filter(recurring="").exclude(next_invoice_on=None).update(next_invoice_on=None)
    new.exclude(recurring="").update(next_invoice_on=day)
