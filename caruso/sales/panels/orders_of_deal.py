"""The orders of a deal, and the way to one when it is won."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Order
from caruso.sales.models.pipeline import StageOutcome
from caruso.screens.description import Panel, screen_of
from caruso.screens.description.parts import Related
from caruso.screens.records.related import related_context


class OrdersOfDealPanel(Panel):
    """Left out until there is something to do or to see."""

    template = "screens/records/_related.html"
    related = Related("orders", columns=("number", "state", "gross_total"), title=_("Orders"))

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        found = related_context(self.related, screen_of(record), record, user)
        won = record.outcome == StageOutcome.WON
        if found is None or not (won or found["rows"]):
            return None
        ordering = won and user.access.may("sales.order", "create")
        ordered = ordering and Order.objects.live().filter(opportunity=record.pk).exists()
        return {**found, "foot": "sales/orders/_make.html", "ordering": ordering and not ordered}
