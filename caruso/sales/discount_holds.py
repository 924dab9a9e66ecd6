"""Orders made by hand with a discount above what their writer may give are on hold until somebody says yes."""

from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.people.teams import manager_of
from caruso.sales.credit import held_by_credit
from caruso.sales.discount_limits import discount_above_limit, discount_given
from caruso.sales.models import Approval, Order
from caruso.sales.models.approval import ORDER_DISCOUNT, ApprovalState, follow
from caruso.sales.models.credit_terms import decides_about_credit
from caruso.sales.models.order import OrderState
from caruso.sales.models.quote import QuoteState
from caruso.sales.printing import figures
from caruso.sales.rules.discount_limits import Excess

#: The order is not allowed as it is.
UNSETTLED = (ApprovalState.ASKED, ApprovalState.REFUSED)
LONGEST_REASON = 250


def start() -> None:
    follow(ORDER_DISCOUNT, _answered)


def question_about(order: Order) -> Approval | None:
    """The newest question about the order's discount."""
    asked = Approval.objects.about(order).filter(purpose=ORDER_DISCOUNT).exclude(state=ApprovalState.WITHDRAWN)
    newest: Approval | None = asked.order_by("-pk").first()
    return newest


def open_question(order: Order) -> Approval | None:
    question = question_about(order)
    return question if question is not None and question.state == ApprovalState.ASKED else None


def hold_over_discount(order: Order, *, by: Any) -> None:
    """Hold an order and ask about it, where its discount is not for its writer to give; let it go on where it is again."""
    question = question_about(order)
    unsettled = question is not None and question.state in UNSETTLED
    writer = question.asked_by or by if question is not None and unsettled else by
    found = _not_allowed(order, writer, question) if writer is not None else None
    if found is not None and order.state in (OrderState.CONFIRMED, OrderState.HELD):
        _hold(order, found, question, writer)
    elif found is None and unsettled:
        withdraw_question(order, by=by)
        if order.is_held and not held_by_credit(order):
            order.go_on(by=by)


def withdraw_question(order: Order, *, by: Any) -> None:
    """The order is not to go on, or within the limit again."""
    if question := open_question(order):
        question.withdraw(by=by)


def _not_allowed(order: Order, writer: Any, question: Approval | None) -> Excess | None:
    """The discount that neither the writer may give nor a yes covers: the one about the order, or about its quote."""
    found = discount_above_limit(order, writer)
    if found is None:
        return None
    if question is not None and question.state == ApprovalState.APPROVED and question.covers(found.given, ""):
        return None
    quote = order.quote
    accepted = quote is not None and quote.state == QuoteState.ACCEPTED and quote.account_id == order.account_id
    return None if accepted and found.given <= discount_given(quote) else found


def _hold(order: Order, found: Excess, question: Approval | None, writer: Any) -> None:
    given = figures.percent(found.given)
    if question is None or question.state != ApprovalState.ASKED or question.amount != found.given:
        withdraw_question(order, by=writer)
        # As of quotes: tasks are read by people who may not see how much it is.
        subject = _("Discount on %(number)s") % {"number": order.number}
        Approval.ask(order, ORDER_DISCOUNT, subject, by=writer, approver=manager_of(writer), amount=found.given)
    said = _("A discount of %(given)s needs a yes first; %(who)s may give %(limit)s alone.")
    words = said % {"given": given, "who": writer, "limit": figures.percent(found.limit)}
    reason = f"{held_by_credit(order)} {words}".strip()[:LONGEST_REASON]
    order.change({"state": OrderState.HELD, "hold_reason": reason}, by=writer, kind="held")


def _answered(approval: Approval, order: Order, by: Any) -> None:
    """A yes lets the order go on, unless its credit still waits for somebody else's."""
    if approval.state == ApprovalState.APPROVED and order.is_held:
        if held_by_credit(order) and not decides_about_credit(by):
            order.change({"hold_reason": held_by_credit(order)[:LONGEST_REASON]}, by=by)
        else:
            order.go_on(by=by, reason=approval.reason)
