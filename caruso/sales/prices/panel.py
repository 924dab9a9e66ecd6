"""The prices of a list on its page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.screens.description import Panel

MOST = 100


class PricesPanel(Panel):
    """Products with their price from each quantity, and the way to the grid."""

    template = "sales/prices/_panel.html"
    label, icon = _("Prices"), "tags"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        from caruso.sales.prices.reading import read_prices

        if not user.access.may("sales.price", "view"):
            return None
        may_edit = reaches(record, user, "edit") and user.access.may("sales.price", "edit")
        table = read_prices(record, user)
        return {
            "table": table,
            "rows": table.rows[:MOST],
            "more": max(0, len(table.rows) - MOST),
            "edit": reverse("sales:prices", args=[record.pk]) if may_edit else "",
        }
