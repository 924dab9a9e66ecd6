"""Whether a document needs a yes because of its discounts."""

from decimal import Decimal
from typing import Any

from caruso.kernel.models import User
from caruso.sales.models.discount_limit import DiscountLimit
from caruso.sales.rules.discount_limits import Excess, excess, limit_of


def discount_limit_of(user: User) -> Decimal | None:
    """Up to how many percent a person may give alone; None for as much as they like."""
    if user.access.everything:
        return None
    roles = list(user.roles.values_list("pk", flat=True))
    limits = dict(DiscountLimit.objects.filter(role__in=roles).values_list("role", "percent"))
    return limit_of(limits.get(role) for role in roles)


def discount_above_limit(document: Any, user: User) -> Excess | None:
    """The discount for which this person needs an approval; None where none is needed."""
    limit = discount_limit_of(user)
    if limit is None:
        return None
    lines = document.lines.values_list("discount_percent", flat=True)
    return excess(lines, document.discount_percent, limit)
