"""What is in a delivery or a return."""

from typing import Any

from caruso.sales.models import Delivery
from caruso.screens.description import Panel, screen_of
from caruso.screens.doors import may_see


class ContentsPanel(Panel):
    """The quantities, beside those of the order; and the way to follow a parcel."""

    template = "sales/orders/contents.html"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any]:
        lines = record.lines.select_related("order_line").order_by("order_line__position", "pk")
        followed = isinstance(record, Delivery) and may_see(screen_of(record), user, ("carrier", "tracking_number"))
        return {"lines": list(lines), "tracking_url": record.tracking_url if followed else ""}
