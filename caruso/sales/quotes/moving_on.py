"""A deal goes on to “quotation sent” with its quote."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.events import record_events
from caruso.kernel.models import User
from caruso.sales.models import Opportunity, Quote
from caruso.sales.models.pipeline import Stage, quoted_stage, stage_named


def move_deal_on(quote: Quote, *, by: User) -> str:
    """In the transaction that sends the quote. Returns why the deal stays, which its timeline tells too; empty where it
    went on or has nowhere to go: a stage that asks for more holds up the deal, not the quote."""
    deal = Opportunity.objects.live().filter(pk=quote.opportunity_id).first()
    stage = quoted_stage(deal.pipeline) if deal is not None else None
    if deal is None or stage is None or not _stands_before(deal, stage):
        return ""
    reason = _refusal(deal, stage, by)
    if reason:
        record_events([deal], "stayed", by=by, data=[{"note": reason}])
    return reason


def _stands_before(deal: Opportunity, stage: Stage) -> bool:
    here = stage_named(deal.stage)
    return here is not None and here.is_open and here.position < stage.position


def _refusal(deal: Opportunity, stage: Stage, by: User) -> str:
    may_edit = Opportunity.objects.visible_to(by, "edit").filter(pk=deal.pk).exists()
    if not may_edit or by.access.field("sales.opportunity", "stage") != "edit":
        words = {"who": by, "stage": stage}
        return _("%(who)s may not move the deal; its owner can put it into “%(stage)s”.") % words
    try:
        deal.enter(stage, by=by)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""
