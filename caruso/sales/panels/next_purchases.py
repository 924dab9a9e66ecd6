"""What is usually bought next: after a product, by an account, in a deal."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.sales.insight.next_purchases import after_product, for_account
from caruso.sales.models import Interest, Order, Product
from caruso.screens.description import Panel, screen_of
from caruso.screens.doors import may_see


class NextPurchasesPanel(Panel):
    """`about` says what the page is of: a product, an account, or a deal with one."""

    template = "sales/panels/next_purchases.html"
    title = _("Usually bought next")

    def __init__(self, about: str) -> None:
        self.about = about

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        orders, products = screen_of(Order), screen_of(Product)
        if not (user.access.may(orders.key, "view") and user.access.may(products.key, "view")):
            return None
        if not may_see(orders, user, ("account", "ordered_on", "state")):
            return None
        found = after_product(user, record.pk) if self.about == "product" else for_account(user, self._account(record))
        add = ""
        if self.about == "deal" and record.is_open and user.access.may("sales.interest", "create"):
            add = f"{screen_of(Interest).url('new')}?opportunity={record.pk}&product="
        return {"found": found, "products": products, "add": add} if found else None

    def _account(self, record: Any) -> int:
        return int(record.account_id if self.about == "deal" else record.pk)
