"""Discounts above what the sender may give alone need a yes before the quote goes out."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caruso.kernel.people.teams import manager_of
from caruso.sales.discount_limits import discount_above_limit
from caruso.sales.models import Approval, Quote
from caruso.sales.models.approval import DISCOUNT, ApprovalState
from caruso.sales.printing import figures
from caruso.sales.rules.discount_limits import Excess


@dataclass(frozen=True)
class DiscountObstacle:
    """The discount in question, and the newest question about it."""

    excess: Excess
    asked: Approval | None

    @property
    def may_be_asked(self) -> bool:
        return self.asked is None or self.asked.state != ApprovalState.ASKED

    def __str__(self) -> str:
        words = {"given": figures.percent(self.excess.given), "limit": figures.percent(self.excess.limit)}
        said = _("A discount of %(given)s needs a yes first: you may give %(limit)s yourself.") % words
        if self.asked is None:
            return said
        if self.asked.state == ApprovalState.ASKED:
            who = self.asked.asked_of or _("an administrator")
            return f"{said} " + _("%(who)s has been asked.") % {"who": who}
        if self.asked.state == ApprovalState.REFUSED:
            words = {"who": str(self.asked.decided_by or ""), "reason": self.asked.reason}
            return f"{said} " + _("%(who)s has refused it: %(reason)s") % words
        return said


def discount_obstacle(quote: Quote, by: Any) -> DiscountObstacle | None:
    """What stands in the way of sending; None where the sender may give it, or a yes covers it."""
    if not quote.is_editable:
        return None
    excess = discount_above_limit(quote, by)
    if excess is None:
        return None
    asked = Approval.objects.about(quote).filter(purpose=DISCOUNT).exclude(state=ApprovalState.WITHDRAWN)
    newest = asked.order_by("-pk").first()
    if newest is not None and newest.state == ApprovalState.APPROVED and newest.covers(excess.given, ""):
        return None
    return DiscountObstacle(excess, newest)


def ask_for_discount(quote: Quote, *, by: Any) -> None:
    """Ask the sender's manager, or else the administrators; once, as long as nobody has answered."""
    with transaction.atomic():
        Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
        obstacle = discount_obstacle(quote, by)
        if obstacle is None or not obstacle.may_be_asked:
            return
        # Tasks and timelines are read by people who may not see how much it is; the panel tells who may.
        subject = _("Discount on %(number)s") % {"number": quote.number}
        Approval.ask(quote, DISCOUNT, subject, by=by, approver=manager_of(by), amount=obstacle.excess.given)
