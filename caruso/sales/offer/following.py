"""What became of an accepted quote, for the customer: the order, and where its parcels are."""

from typing import Any

from caruso.sales.from_quote import existing_order
from caruso.sales.models import Quote
from caruso.sales.models.delivery import DeliveryState
from caruso.sales.models.quote import QuoteState


def followed(quote: Quote) -> dict[str, Any] | None:
    """The order and its deliveries, the last one first; None as long as there is no order."""
    order = existing_order(quote) if quote.state == QuoteState.ACCEPTED else None
    if order is None:
        return None
    deliveries = order.deliveries.live().exclude(state=DeliveryState.CANCELLED)
    return {"order": order, "deliveries": list(deliveries.prefetch_related("lines__order_line").order_by("-pk"))}
