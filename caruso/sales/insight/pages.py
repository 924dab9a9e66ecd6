"""The pages of insight in the sidebar."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.sales.insight.scope import DEALS
from caruso.ui.navigation import Entry, sidebar


def _sees(object: str) -> Any:
    return lambda user: user.access.may(object, "view")


def start() -> None:
    sidebar.add(Entry(_("Forecast"), "sales:forecast", "trending-up", group="insight", order=5, visible=_sees(DEALS)))
    sidebar.add(
        Entry(_("Targets"), "sales:targets", "target", group="insight", order=10, visible=_sees("sales.target"))
    )
    sidebar.add(
        Entry(
            _("Pipeline analysis"), "sales:pipeline_analysis", "funnel", group="insight", order=15, visible=_sees(DEALS)
        )
    )
    sidebar.add(
        Entry(
            _("Top customers"),
            "sales:top_customers",
            "crown",
            group="insight",
            order=20,
            visible=_sees("customers.account"),
        )
    )
