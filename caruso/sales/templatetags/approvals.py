"""What an approval is about, as far as its reader may see that."""

from typing import Any

from django import template

from caruso.kernel.money.shown import show_money
from caruso.sales.models import Approval
from caruso.sales.models.approval import DISCOUNT, ORDER_DISCOUNT
from caruso.sales.printing import figures

register = template.Library()
DISCOUNTS = (DISCOUNT, ORDER_DISCOUNT)


@register.filter
def amount_for(approval: Approval, user: Any) -> str:
    """Money or a discount; empty for who may not see that field of the record."""
    field = "discount_percent" if approval.purpose in DISCOUNTS else "amount"
    if approval.amount is None or user.access.field(approval.about_object, field) == "hidden":
        return ""
    if approval.purpose in DISCOUNTS:
        return figures.percent(approval.amount)
    return show_money(approval.amount, approval.currency, cents=False) if approval.currency else ""
