"""Prices for one customer: the lists and promotions that hold, read once for all lines of a document."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from caruso.kernel.money import MissingRate, convert
from caruso.sales.models.price_list import Price, PriceList
from caruso.sales.models.product import Product, ProductCategory
from caruso.sales.models.promotion import Promotion
from caruso.sales.models.terms import holds_for, in_force
from caruso.sales.rules.pricing import ListPrice, Priced, Reduction, priced


class Pricing:
    """What products cost an account (None: anybody) in a currency on a day."""

    def __init__(self, account: Any, currency: str, day: date) -> None:
        self.account, self.currency, self.day = account, currency, day
        self._rows: dict[int, list[ListPrice]] = {}

    def read(self, products: Iterable[Product]) -> None:
        """Read the prices of these products at once."""
        wanted = {number for one in products for number in (one.pk, one.variant_of_id) if number} - self._rows.keys()
        self._rows.update({number: [] for number in wanted})
        if not wanted or not self._lists:
            return
        rows = Price.objects.live().filter(price_list__in=list(self._lists), product__in=wanted)
        for number, which, price, quantity in rows.values_list("product", "price_list", "price", "from_quantity"):
            one = self._lists[which]
            self._rows[number].append(ListPrice(one.name, price, quantity, bool(one.customers.strip())))

    def price(self, product: Product, quantity: Decimal) -> Priced | None:
        """The price of this quantity; None where nobody has said any. A variant has the prices of what it varies."""
        self.read([product])
        rows = self._rows[product.pk] or self._rows.get(product.variant_of_id or 0, [])
        return priced(quantity, self.currency, rows, self.exchanged(product.price, product), self._reductions(product))

    def exchanged(self, amount: Decimal | None, product: Product) -> Decimal | None:
        """An amount of the product in the currency asked for; None where nobody has entered a rate."""
        if amount is None:
            return None
        try:
            return convert(amount, product.currency, self.currency, self.day)
        except MissingRate:
            return None

    @cached_property
    def _lists(self) -> dict[int, PriceList]:
        known = PriceList.objects.filter(in_force(self.day), currency=self.currency)
        return {one.pk: one for one in known if holds_for(one.customers, self.account, self.day)}

    @cached_property
    def _promotions(self) -> list[Promotion]:
        known = Promotion.objects.filter(in_force(self.day))
        return [
            one
            for one in known
            if (one.percent is not None or one.currency == self.currency)
            and holds_for(one.customers, self.account, self.day)
        ]

    @cached_property
    def _parents(self) -> dict[int, int | None]:
        return dict(ProductCategory.objects.live().values_list("pk", "parent"))

    def _reductions(self, product: Product) -> list[Reduction]:
        return [
            Reduction(one.name, one.percent, one.amount, one.from_quantity)
            for one in self._promotions
            if self._is_for(one, product)
        ]

    def _is_for(self, promotion: Promotion, product: Product) -> bool:
        if promotion.product_id and promotion.product_id not in (product.pk, product.variant_of_id):
            return False
        return not promotion.category_id or promotion.category_id in self._categories(product)

    def _categories(self, product: Product) -> set[int]:
        """The category of a product and those above it."""
        found: set[int] = set()
        number = product.category_id
        while number and number not in found:
            found.add(number)
            number = self._parents.get(number)
        return found


def explained(found: Priced) -> str:
    """Where a price is from, in a few words."""
    if found.row is None:
        source = _("catalogue")
    elif found.row.from_quantity > 1:
        quantity = number_format(found.row.from_quantity.normalize() + 0, use_l10n=True)
        source = _("%(list)s, from %(quantity)s") % {"list": found.row.price_list, "quantity": quantity}
    else:
        source = found.row.price_list
    return f"{source} · {found.reduction.promotion}" if found.reduction else source
