"""Whether a document needs a yes because of its discounts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.kernel.people.teams import manager_of
from caruso.sales.models.discount_limit import DiscountLimit
from caruso.sales.models.product import Product
from caruso.sales.pricing import Pricing
from caruso.sales.printing import figures
from caruso.sales.rules.discount_limits import Excess, Fall, excess, fall_of, greatest, limit_of


def discount_limit_of(user: User) -> Decimal | None:
    """Up to how many percent a person may give alone; None for as much as they like."""
    if user.access.everything:
        return None
    roles = list(user.roles.values_list("pk", flat=True))
    limits = dict(DiscountLimit.objects.filter(role__in=roles).values_list("role", "percent"))
    return limit_of(limits.get(role) for role in roles)


def discount_above_limit(document: Any, user: User, lines: Sequence[Any] | None = None) -> Excess | None:
    """The discount for which this person needs an approval, on these lines or all; None where none is needed."""
    limit = discount_limit_of(user)
    return None if limit is None else excess(falls_of(document, lines), limit)


def discount_given(document: Any) -> Decimal:
    """The greatest discount on a document, in percent."""
    return greatest(falls_of(document))[0]


def falls_of(document: Any, lines: Sequence[Any] | None = None) -> list[Fall]:
    """How far each line ends below the price that the catalogue, its lists and promotions give this customer.

    A line without product, or with one that has no price, is measured by its own price before discounts.
    """
    found = list(document.lines.all()) if lines is None else list(lines)
    products = Product.objects.in_bulk([line.product_id for line in found if line.product_id])
    pricings = [Pricing(document.account, document.currency, day) for day in _days(document)]
    for pricing in pricings:
        pricing.read(products.values())
    return [
        fall_of(
            line.quantity,
            _listed(line, products.get(line.product_id), pricings),
            line.price,
            line.discount_percent,
            document.discount_percent,
            counts=line.counts,
        )
        for line in found
    ]


def _days(document: Any) -> set[date]:
    """What held when it was drafted was no discount then, and is none now."""
    return {timezone.localdate(), timezone.localdate(document.created_at)}


def _listed(line: Any, product: Product | None, pricings: Sequence[Pricing]) -> Decimal:
    priced = [pricing.price(product, line.quantity) for pricing in pricings] if product is not None else []
    prices = [one.price for one in priced if one is not None]
    listed: Decimal = min(prices) if prices else line.price
    return listed


def refuse_discount(invoice: Any, by: Any) -> None:
    """Raises ValidationError where what an invoice says by itself has a discount that this person may not give.

    What it takes from an order was asked about there; Caruso itself (nobody) is not asked.
    """
    lines = list(invoice.lines.filter(order_line=None, corrects_line=None))
    found = discount_above_limit(invoice, by, lines) if by is not None and lines else None
    if found is None:
        return
    raise ValidationError(
        _("A discount of %(given)s is more than the %(limit)s that you may give yourself. Ask %(who)s to issue it."),
        params={
            "given": figures.percent(found.given),
            "limit": figures.percent(found.limit),
            "who": manager_of(by) or _("an administrator"),
        },
    )
