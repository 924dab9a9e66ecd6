"""A price list as a table: products down, quantities across."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caruso.kernel.models import User
from caruso.sales.models import Price, Product


@dataclass
class PriceRow:
    product: Any
    prices: list[Decimal | None]


@dataclass
class PriceTable:
    tiers: list[Decimal]
    rows: list[PriceRow]
    stored: dict[tuple[int, Decimal], Any]


def read_prices(price_list: Any, user: User) -> PriceTable:
    """The prices of the products that this person may see, in the order of their names."""
    prices = Price.objects.visible_to(user).filter(price_list=price_list)
    stored = {(one.product_id, one.from_quantity): one for one in prices}
    numbers = {number for number, _quantity in stored}
    products = Product.objects.visible_to(user).filter(pk__in=numbers).order_by("name", "pk")
    tiers = sorted({quantity for _number, quantity in stored}) or [Decimal(1)]
    rows = [PriceRow(one, [_price(stored.get((one.pk, tier))) for tier in tiers]) for one in products]
    return PriceTable(tiers, rows, stored)


def _price(found: Any) -> Decimal | None:
    return found.price if found else None
