"""Price lists and promotions as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Price, PriceList, Promotion
from caruso.sales.prices.panel import PricesPanel
from caruso.screens.description import Screen, Section, StandardView, describe


@describe(PriceList)
class PriceListScreen(Screen):
    slug = "price-lists"
    icon = "tags"
    colour = "amber"
    square = True
    group = "catalogue"
    position = 27
    columns = ("name", "currency", "customers", "from_day", "until_day", "active", "updated_at")
    subtitle = ("currency",)
    search = ("name",)
    quick = ("name", "currency")
    form = (
        Section(_("Price list"), "name", "currency", "customers", "from_day", "until_day", "active"),
        Section(_("Background"), "owner", "team", closed=True),
    )
    panels = (PricesPanel(),)


@describe(Price)
class PriceScreen(Screen):
    slug = "prices"
    icon = "tag"
    title = "product"
    columns = ("product", "price_list", "from_quantity", "price", "updated_at")
    order = "-updated_at"
    form = (Section("", "price_list", "product", "from_quantity", "price", "note"),)
    in_search = False


@describe(Promotion)
class PromotionScreen(Screen):
    slug = "promotions"
    icon = "badge-percent"
    colour = "pink"
    square = True
    group = "catalogue"
    position = 28
    columns = ("name", "percent", "amount", "product", "category", "from_day", "until_day", "active")
    subtitle = ("from_day", "until_day")
    views = (
        StandardView(
            "running", _("Running"), "active = yes and (until_day is empty or until_day >= today)", "until_day"
        ),
    )
    search = ("name",)
    form = (
        Section(_("Promotion"), "name", "percent", "amount", "currency", "from_quantity"),
        Section(_("On what"), "product", "category"),
        Section(_("For whom and when"), "customers", "from_day", "until_day", "active"),
        Section(_("Background"), "owner", "team", closed=True),
    )
