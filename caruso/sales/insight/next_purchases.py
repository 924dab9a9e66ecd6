"""What customers usually buy next.

Of the accounts that bought one of these products, as far as the viewer sees their orders: which other product did how
many of them buy for the first time later, within a year, and after how long? Each account counts once. The latest
buyers speak for all, so that it costs the same however long the firm has been selling.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from caruso.kernel.models import User
from caruso.sales.models import Order, OrderLine, Product
from caruso.sales.models.order import OrderState
from caruso.screens.veil import veiled

LATEST = 300
WITHIN = timedelta(days=365)
#: Fewer say nothing.
FEWEST = 2
MOST_OWN = 40

#: Account → product → the day on which it was first bought.
Firsts = dict[int, dict[int, date]]


@dataclass(frozen=True)
class NextPurchase:
    """`buyers` of `of` accounts bought the product later, half of them within `days`."""

    product: Any
    buyers: int
    of: int
    days: int

    @property
    def share(self) -> float:
        return self.buyers / self.of


def after_product(user: User, product: int, most: int = 5) -> list[NextPurchase]:
    """What those buy next who bought this product."""
    return _found(user, [product], set(), None, most)


def for_account(user: User, account: int, most: int = 5) -> list[NextPurchase]:
    """What others who bought the same bought next, and this account never did."""
    own = _first_days(_lines(user).filter(document__account=account).order_by("-pk")[:LATEST])
    bought = own.get(account, {})
    latest = sorted(bought, key=lambda product: bought[product], reverse=True)[:MOST_OWN]
    return _found(user, latest, set(bought), account, most)


def followers(firsts: Firsts, products: Collection[int]) -> tuple[int, dict[int, list[int]]]:
    """How many accounts bought one of these, and for each other product after how many days each of them did."""
    wanted, waited, buyers = set(products), defaultdict(list), 0
    for days in firsts.values():
        begun = [day for product, day in days.items() if product in wanted]
        if not begun:
            continue
        buyers += 1
        first = min(begun)
        for product, day in days.items():
            if product not in wanted and first < day <= first + WITHIN:
                waited[product].append((day - first).days)
    return buyers, dict(waited)


def _found(
    user: User, products: Collection[int], without: Collection[int], account: int | None, most: int
) -> list[NextPurchase]:
    if not products:
        return []
    buying = _lines(user).filter(product__in=products).exclude(document__account=account)
    accounts = {row[0] for row in buying.order_by("-pk").values_list("document__account")[:LATEST]}
    buyers, waited = followers(_first_days(_lines(user).filter(document__account__in=accounts)), products)
    ranked = sorted(waited.items(), key=lambda one: (-len(one[1]), one[0]))
    likely = [(one, days) for one, days in ranked if len(days) >= FEWEST and one not in without]
    on_sale = Product.objects.visible_to(user).filter(active=True).in_bulk([one for one, _days in likely[: most * 4]])
    veiled(list(on_sale.values()), user)
    return [
        NextPurchase(on_sale[one], len(days), buyers, round(median(days))) for one, days in likely if one in on_sale
    ][:most]


def _lines(user: User) -> Any:
    """The lines with a product of orders that this person sees and that were not called off."""
    orders = Order.objects.visible_to(user).exclude(state=OrderState.CANCELLED)
    return OrderLine.objects.filter(document__in=orders).exclude(product=None)


def _first_days(lines: Any) -> Firsts:
    rows: Iterable[tuple[Any, ...]] = lines.values_list(
        "document__account", "product", "document__ordered_on", "document__created_at"
    )
    firsts: Firsts = defaultdict(dict)
    for account, product, day, created in rows:
        bought = day or timezone.localdate(created)
        firsts[account][product] = min(bought, firsts[account].get(product, bought))
    return firsts
