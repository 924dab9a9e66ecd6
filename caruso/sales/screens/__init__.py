"""How sales look to people: one file a noun."""

from caruso.sales.screens import (
    credit_terms,
    delivery,
    handover,
    invoice,
    lead,
    lead_form,
    opportunity,
    order,
    payment,
    price_list,
    product,
    quote,
    reminder,
    returned,
    target,
)

__all__ = [
    "credit_terms",
    "delivery",
    "handover",
    "invoice",
    "lead",
    "lead_form",
    "opportunity",
    "order",
    "payment",
    "price_list",
    "product",
    "quote",
    "reminder",
    "returned",
    "target",
]
