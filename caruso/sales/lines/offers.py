"""What the catalogue offers for a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caruso.kernel.models import User
from caruso.sales.models.product import Product, ProductKind
from caruso.sales.pricing import Pricing, explained


@dataclass(frozen=True)
class Offer:
    """Price and cost of one unit in the document's currency; `source` says to people where the price is from."""

    product: Product
    price: Decimal | None
    cost: Decimal | None
    source: str = ""


class Catalogue:
    """The products that the lines of one document speak of, with their prices for its customer."""

    def __init__(self, document: Any, user: User, numbers: Iterable[int]) -> None:
        wanted = set(numbers)
        found = list(Product.objects.visible_to(user).filter(pk__in=wanted)) if wanted else []
        self.products: dict[int, Product] = {product.pk: product for product in found}
        account = document.account if document.account_id else None
        self.pricing = Pricing(account, document.currency, document.tax_day)
        self.pricing.read(found)

    def is_bundle(self, number: int) -> bool:
        product = self.products.get(number)
        return product is not None and product.kind == ProductKind.BUNDLE

    def parts(self, number: str) -> list[tuple[int, Decimal]]:
        """The parts of a bundle among the products, with how many of each."""
        if not number.isdecimal() or not self.is_bundle(int(number)):
            return []
        return list(self.products[int(number)].parts.values_list("product", "quantity"))

    def offer(self, number: int, quantity: Decimal) -> Offer | None:
        """What this quantity of a product costs; None for a product that the reader does not see."""
        product = self.products.get(number)
        if product is None:
            return None
        found = self.pricing.price(product, quantity)
        cost = self.pricing.exchanged(product.cost, product)
        return Offer(product, found.price if found else None, cost, explained(found) if found else "")


def find_product(user: User, typed: str) -> Product | None:
    """The product that this code, or exactly this name, belongs to."""
    visible = Product.objects.visible_to(user).filter(active=True)
    for match in ({"sku__iexact": typed}, {"name__iexact": typed}):
        found = list(visible.filter(**match)[:2])
        if len(found) == 1:
            return found[0]
    return None
