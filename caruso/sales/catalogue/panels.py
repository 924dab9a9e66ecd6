"""Panels on the page of a product."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.sales.models import Price, Product
from caruso.sales.models.product import ProductKind
from caruso.screens.description import Panel
from caruso.screens.veil import veiled


class PartsPanel(Panel):
    """What a bundle is made of."""

    template = "sales/catalogue/_parts.html"
    label, icon = _("Parts"), "boxes"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if record.kind != ProductKind.BUNDLE:
            return None
        visible = set(Product.objects.visible_to(user).filter(bundles__bundle=record).values_list("pk", flat=True))
        rows = [one for one in record.parts.select_related("product") if one.product_id in visible]
        veiled([one.product for one in rows], user)
        edit = reverse("sales:parts", args=[record.pk]) if reaches(record, user, "edit") else ""
        return {"rows": rows, "edit": edit}


class VariantsPanel(Panel):
    """The variants of a product, and the way to make more in one go."""

    template = "sales/catalogue/_variants.html"
    label, icon = _("Variants"), "copy"
    most = 30

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if record.variant_of_id:
            return None
        variants = Product.objects.visible_to(user).filter(variant_of=record).order_by("pk")
        may_make = reaches(record, user, "edit") and user.access.may("sales.product", "create")
        sees_price = user.access.field("sales.product", "price") != "hidden"
        rows = veiled(list(variants[: self.most + 1]), user)
        make = reverse("sales:make_variants", args=[record.pk]) if may_make else ""
        return {"rows": rows[: self.most], "more": len(rows) > self.most, "make": make, "sees_price": sees_price}


class ListedPricesPanel(Panel):
    """What the product costs in the price lists."""

    template = "sales/catalogue/_listed.html"
    label, icon = _("In price lists"), "tags"
    most = 12

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("sales.price", "view"):
            return None
        prices = Price.objects.visible_to(user).filter(product=record, price_list__binned_at=None)
        rows = list(prices.select_related("price_list").order_by("price_list__name", "from_quantity")[: self.most])
        return {"rows": rows, "today": timezone.localdate()} if rows else None
