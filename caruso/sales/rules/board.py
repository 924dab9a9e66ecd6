"""What the board of opportunities shows beside their fields."""

from typing import Any

from django.utils import timezone

from caruso.sales.models.opportunity import Opportunity
from caruso.sales.models.pipeline import StageOutcome, stage_named, stages

DIALOGS = {StageOutcome.WON.value: "sales:win", StageOutcome.LOST.value: "sales:lose"}


def lanes_of_pipeline(pipeline: str) -> list[tuple[str, Any]]:
    return [(stage.code, str(stage)) for stage in stages(pipeline)]


def asks_when_closing(lane: str) -> str:
    """The dialog in which a deal is won or lost."""
    stage = stage_named(lane)
    return DIALOGS.get(stage.outcome, "") if stage else ""


def days_quiet(deal: Opportunity) -> int:
    """For how many whole days nothing has happened with an open deal, once those are more than its stage bears."""
    stage = stage_named(deal.stage)
    if stage is None or not stage.is_open or stage.rots_after_days is None:
        return 0
    happened = (deal.stage_entered_at, deal.last_activity_at, deal.updated_at)
    days = (timezone.now() - max(moment for moment in happened if moment)).days
    return days if days > stage.rots_after_days else 0


def is_open(deal: Opportunity) -> bool:
    return deal.is_open


def has_ended(deal: Opportunity) -> bool:
    return not deal.is_open
