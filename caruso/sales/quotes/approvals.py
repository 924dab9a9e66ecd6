"""A yes that the deal behind a quote still needs: before the quote goes out, and before it becomes an order."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.sales.keeping.following import ask_again
from caruso.sales.models import Opportunity, Quote
from caruso.sales.models.pipeline import Stage, StageOutcome, quoted_stage, winning_stage
from caruso.sales.rules.going_on import Wanted, explained_approval, wanted_approvals
from caruso.sales.rules.weighing import weighed


@dataclass(frozen=True)
class ApprovalObstacle:
    """A policy of the deal's pipeline whose yes is missing for this amount."""

    deal: Opportunity
    stage: Stage
    wanted: Wanted

    @property
    def may_be_asked(self) -> bool:
        """Unless somebody was asked for no less already."""
        asked = self.wanted.asked
        waits = asked is not None and self.wanted.is_open and asked.covers(self.deal.amount, self.deal.currency)
        return not waits

    def __str__(self) -> str:
        if not self.may_be_asked or self.wanted.was_refused:
            return explained_approval(self.stage, self.wanted)
        words = {"stage": self.stage, "policy": self.wanted.policy.task_told}
        return _("Before “%(stage)s”, an approval is needed: %(policy)s. It is asked for on the quote.") % words

    def ask(self, *, by: User) -> None:
        ask_again(self.deal, self.wanted.policy, by=by)


def obstacles_to_sending(quote: Quote) -> list[ApprovalObstacle]:
    """What is wanted on the way to the stage of sent quotes. One that the customer has already is sent again freely."""
    deal = _deal_of(quote)
    stage = quoted_stage(deal.pipeline) if deal is not None and quote.is_editable else None
    return _obstacles(deal, stage, quote)


def obstacles_to_ordering(quote: Quote) -> list[ApprovalObstacle]:
    """What is wanted on the way to winning: an order is no way around it."""
    deal = _deal_of(quote)
    return _obstacles(deal, winning_stage(deal.pipeline) if deal is not None else None, quote)


def _deal_of(quote: Quote) -> Opportunity | None:
    """With everything that rules look at, whoever asks."""
    if quote.opportunity_id is None:
        return None
    return Opportunity.objects.filter(pk=quote.opportunity_id).first()


def _obstacles(deal: Opportunity | None, stage: Stage | None, quote: Quote) -> list[ApprovalObstacle]:
    if deal is None or stage is None:
        return []
    heavier = weighed(deal, quote)
    if deal.outcome == StageOutcome.WON and heavier is deal:
        return []  # It was won for at least as much, so it had every yes.
    return [ApprovalObstacle(heavier, stage, wanted) for wanted in wanted_approvals(heavier, stage)]


def ask_for_approvals(obstacles: list[ApprovalObstacle], *, by: User) -> None:
    """Ask for each yes that can be asked for; those that wait already go on waiting."""
    with transaction.atomic():
        numbers = [one.deal.pk for one in obstacles if one.deal.pk]
        list(Opportunity.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk"))
        for one in obstacles:
            if one.may_be_asked:
                one.ask(by=by)
