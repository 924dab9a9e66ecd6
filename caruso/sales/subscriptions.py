"""Subscriptions are invoiced by the clock: each period once, however many clocks there are."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from caruso.kernel.events.recording import through
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.counting import locked
from caruso.sales.from_order import draft_for
from caruso.sales.models import Invoice, InvoiceLine, Order, OrderLine, SubscriptionPeriod
from caruso.sales.models.billing import billing
from caruso.sales.models.order import UNDER_WAY
from caruso.sales.models.product import Interval
from caruso.ui.dates import show_short

EVERY = 900.0
"""Seconds."""
AT_ONCE = 200
#: Periods of one order that are made up for in one go, where the clock stood still.
MOST_PERIODS = 24
MONTHS = {Interval.MONTHLY: 1, Interval.QUARTERLY: 3, Interval.YEARLY: 12}


def start() -> None:
    by_the_clock(EVERY, bill_subscriptions)


def bill_subscriptions(today: date | None = None) -> int:
    """Draft the invoices of all periods that have begun, or issue them where the firm wants that; returns how many."""
    forget_organisation()
    day = today or timezone.localdate()
    due = Order.objects.live().filter(state__in=UNDER_WAY, lines__next_invoice_on__lte=day).distinct()
    made = 0
    with through("job"):
        for order in due.order_by("pk")[:AT_ONCE]:
            for _period in range(MOST_PERIODS):
                invoice = bill_next(order, day)
                if invoice is None:
                    break
                made += 1
                _issue(invoice)
    return made


def bill_next(order: Order, today: date) -> Invoice | None:
    """The draft of what is due first, all lines of that day together; None where nothing is due any more."""
    with transaction.atomic():
        order = locked(order)
        lines = list(order.lines.filter(next_invoice_on__lte=today).order_by("next_invoice_on", "position"))
        if not lines or not order.is_under_way:
            return None
        first: Any = lines[0].next_invoice_on
        if order.billing_until and first > order.billing_until:
            order.lines.filter(next_invoice_on__gt=order.billing_until).update(next_invoice_on=None)
            return None
        return _bill(order, [line for line in lines if line.next_invoice_on == first], first)


def resume_subscriptions(order: Order) -> None:
    """Those that ended go on where they stopped, once the order says that they end later; the clock bills them."""
    ended = list(OrderLine.objects.filter(document=order, next_invoice_on=None).exclude(recurring=""))
    for line in ended:
        line.next_invoice_on = _following(line, order.ordered_on or timezone.localdate(order.created_at))
    OrderLine.objects.bulk_update(ended, ["next_invoice_on"])


def _following(line: OrderLine, first: date) -> date:
    """The day after the last period that was billed; of a line without any the first day."""
    periods = list(line.periods.order_by("starts_on").values_list("starts_on", flat=True))
    return months_after(periods[0], len(periods) * MONTHS[Interval(line.recurring)]) if periods else first


def _bill(order: Order, lines: Sequence[OrderLine], day: date) -> Invoice:
    periods = []
    for line in lines:
        anchor = line.periods.order_by("starts_on").values_list("starts_on", flat=True).first() or day
        following = months_after(anchor, (line.periods.count() + 1) * MONTHS[Interval(line.recurring)])
        periods.append(
            SubscriptionPeriod.objects.create(order_line=line, starts_on=day, ends_on=following - timedelta(days=1))
        )
        line.next_invoice_on = following
    OrderLine.objects.bulk_update(lines, ["next_invoice_on"])
    invoice = draft_for(order, sold_on=day)
    with override(order.language or current_organisation().language):
        billed = [_line(line, period) for line, period in zip(lines, periods, strict=True)]
    invoice.create(by=None, lines=billed, kind="subscribed")
    return invoice


def _line(line: OrderLine, period: SubscriptionPeriod) -> InvoiceLine:
    time = f"{show_short(period.starts_on, with_year=True)} – {show_short(period.ends_on, with_year=True)}"
    description = f"{line.description[:440]} · {time}"
    carried = {**line.carried(), "description": description, "optional": False, "recurring": ""}
    return InvoiceLine(order_line=line, period=period, **carried)


def _issue(invoice: Invoice) -> None:
    """At once where the firm wants it; one that cannot be issued stays a draft for a person to see."""
    if billing().issue_subscriptions:
        try:
            invoice.issue(by=None)
        except ValidationError:
            return


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month: 31 January, 28 February, 31 March."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
