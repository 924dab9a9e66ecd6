"""The prices of a document whose currency becomes another one: no number stays what it was in other money."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from caruso.kernel.money import MissingRate
from caruso.kernel.money.amount import round_to_unit
from caruso.kernel.money.exchange import rate_on
from caruso.sales.models.product import Product
from caruso.sales.pricing import Pricing

ONE, FINE = Decimal(1), Decimal("0.0001")


def reprice(document: Any, lines: Sequence[Any], before: str) -> None:
    """Price these lines, which were in the currency `before`, in the document's: prices of the catalogue from there,
    all others at the rate of the day. Raises ValidationError where a rate is missing; then no line is changed.
    """
    old, new = (_Prices(document, currency, lines) for currency in (before, document.currency))
    try:
        rate = rate_on(before, timezone.localdate()) / rate_on(document.currency, timezone.localdate())
        found = [_priced(line, old, new, rate) for line in lines]
    except MissingRate as missing:
        raise ValidationError({"currency": str(missing)}) from None
    for line, (price, cost) in zip(lines, found, strict=True):
        line.price, line.cost = price, cost


class _Prices:
    """What the catalogue has for these lines in one currency."""

    def __init__(self, document: Any, currency: str, lines: Sequence[Any]) -> None:
        self.currency = currency
        self.products = Product.objects.in_bulk([line.product_id for line in lines if line.product_id])
        self.pricing = Pricing(document.account, currency, timezone.localdate())
        self.pricing.read(self.products.values())

    def price(self, line: Any) -> Decimal | None:
        product = self.products.get(line.product_id)
        found = self.pricing.price(product, line.quantity) if product else None
        return found.price if found else None

    def cost(self, line: Any) -> Decimal | None:
        product = self.products.get(line.product_id)
        return self.pricing.exchanged(product.cost, product) if product else None


def _priced(line: Any, before: _Prices, after: _Prices, rate: Decimal) -> tuple[Decimal, Decimal | None]:
    """Price and cost in the new currency."""
    price, cost = after.price(line), after.cost(line)
    if price is None or line.price != before.price(line):
        price = _exchanged(line.price, rate, after.currency)
    if line.cost is None:
        return price, None
    if cost is None or line.cost != before.cost(line):
        cost = _exchanged(line.cost, rate, after.currency)
    return price, cost


def _exchanged(amount: Decimal, rate: Decimal, currency: str) -> Decimal:
    """To the smallest unit; what is less than one keeps the places that a price has, so that it does not vanish."""
    exact = amount * rate
    return round_to_unit(exact, currency) if abs(exact) >= ONE else exact.quantize(FINE)
