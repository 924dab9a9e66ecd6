"""Products as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.customers.models import Account
from caruso.sales.catalogue.panels import ListedPricesPanel, PartsPanel, VariantsPanel
from caruso.sales.models import Opportunity, Product, ProductCategory
from caruso.sales.panels.next_purchases import NextPurchasesPanel
from caruso.screens.description import MatchRule, Screen, Section, add_panels, describe
from caruso.screens.records.files_panel import FilesPanel


@describe(Product)
class ProductScreen(Screen):
    slug = "products"
    icon = "package"
    colour = "teal"
    picture = "photo"
    square = True
    group = "catalogue"
    position = 26
    columns = ("name", "variant", "sku", "category", "kind", "price", "unit", "recurring", "active", "updated_at")
    subtitle = ("sku", "category")
    search = ("name", "sku", "variant", "tags")
    quick = ("name", "sku", "price", "unit", "tax_class")
    form = (
        Section(_("Product"), "name", "sku", "kind", "category", "description", "active", "tags"),
        Section(_("Price"), "price", "currency", "cost", "unit", "tax_class", "recurring"),
        Section(_("Variant"), "variant_of", "variant", closed=True),
        Section(_("Background"), "owner", "team", "external_id", closed=True),
    )
    panels = (
        PartsPanel(),
        VariantsPanel(),
        ListedPricesPanel(),
        FilesPanel(),
    )
    matching = (MatchRule(("sku",), how="text", weight=1.0),)


@describe(ProductCategory)
class ProductCategoryScreen(Screen):
    slug = "product-categories"
    icon = "folder-tree"
    columns = ("name", "parent")
    order = "-created_at"
    quick = ("name", "parent")
    form = (Section("", "name", "parent"),)


add_panels(Product, NextPurchasesPanel("product"))
add_panels(Account, NextPurchasesPanel("account"))
add_panels(Opportunity, NextPurchasesPanel("deal"))
