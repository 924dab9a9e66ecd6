"""Products: what the firm sells."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.columns import MoneyColumn, OfferedColumn, TagsColumn
from caruso.kernel.fields.number_kinds import show_number
from caruso.kernel.models import Record
from caruso.kernel.money.currencies import currency_choices
from caruso.sales.models.choice_list import ListedColumn, house_list
from caruso.sales.models.money import own_currency
from caruso.sales.models.unit_code import UNIT_CODES

#: As much as fits below the name on a line.
LONGEST_DETAILS = 5_000


class ProductKind(models.TextChoices):
    GOODS = "goods", _("goods")
    SERVICE = "service", _("service")
    BUNDLE = "bundle", _("bundle")


class Unit(models.TextChoices):
    PIECE = "piece", pgettext_lazy("unit", "pcs")
    HOUR = "hour", pgettext_lazy("unit", "h")
    DAY = "day", pgettext_lazy("unit", "days")
    MONTH = "month", pgettext_lazy("unit", "months")
    KILOGRAM = "kg", _("kg")
    LITRE = "l", _("l")
    METRE = "m", _("m")
    SQUARE_METRE = "m2", _("m²")
    KILOMETRE = "km", _("km")
    SET = "set", pgettext_lazy("unit", "sets")
    PACKAGE = "package", pgettext_lazy("unit", "packs")


UNITS = house_list("units", _("units"), Unit, longest=8, coding=UNIT_CODES)


class TaxClass(models.TextChoices):
    STANDARD = "standard", _("standard rate")
    REDUCED = "reduced", _("reduced rate")
    LOW = "low", _("low rate")
    ZERO = "zero", _("zero rate")
    EXEMPT = "exempt", _("exempt")


class Interval(models.TextChoices):
    """How often a subscription is paid; empty for what is paid once."""

    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    YEARLY = "yearly", _("every year")


class ProductCategory(Record):
    """A shelf of the catalogue."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="subcategories", verbose_name=_("belongs to")
    )

    class Meta:
        verbose_name = _("product category")
        verbose_name_plural = _("product categories")

    def __str__(self) -> str:
        return self.name


class Product(Record):
    """Goods, a service or a bundle of both. `sku` is the stock-keeping code."""

    name = models.CharField(_("name"), max_length=200)
    sku = models.CharField(_("code"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=ProductKind, default=ProductKind.GOODS)
    category = models.ForeignKey(
        ProductCategory, models.SET_NULL, null=True, blank=True, related_name="products", verbose_name=_("category")
    )
    variant_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="variants", verbose_name=_("variant of")
    )
    variant = models.CharField(_("what makes the variant"), max_length=120, blank=True)
    description = models.TextField(_("description for quotes"), blank=True, max_length=5_000)
    unit = ListedColumn(_("unit"), of=UNITS, default=Unit.PIECE, blank=False)
    tax_class = models.CharField(_("tax class"), max_length=8, choices=TaxClass, default=TaxClass.STANDARD)
    price = MoneyColumn(_("price"), null=True, blank=True, help_text=_("Net, where no price list says otherwise."))
    cost = MoneyColumn(_("cost"), null=True, blank=True)
    currency = OfferedColumn(_("currency"), max_length=3, offer=currency_choices, default=own_currency, blank=False)
    recurring = models.CharField(_("paid"), max_length=10, choices=Interval, blank=True)
    active = models.BooleanField(_("on sale"), default=True)
    photo = models.ForeignKey(
        "kernel.Attachment", models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("picture")
    )
    tags = TagsColumn(_("tags"))
    external_id = models.CharField(_("number elsewhere"), max_length=120, blank=True)

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("photo",)
    COLOURS: ClassVar[dict[str, dict[str, str]]] = {"kind": {"goods": "blue", "service": "violet", "bundle": "teal"}}

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["updated_at", "id"], name="product_by_updated", condition=models.Q(binned_at=None)),
            models.Index(fields=["name", "id"], name="product_by_name", condition=models.Q(binned_at=None)),
            models.Index(fields=["sku"], name="product_by_sku"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.variant})" if self.variant else self.name

    @property
    def line_details(self) -> str:
        """What a line says below the name: the description, and of a bundle each part with how many of it."""
        if self.kind != ProductKind.BUNDLE:
            return self.description
        parts = [
            f"{show_number(one.quantity.normalize())} × {one.product}" for one in self.parts.select_related("product")
        ]
        return "\n".join([*([self.description] if self.description else []), *parts])[:LONGEST_DETAILS]

    @property
    def is_service(self) -> bool:
        return self.kind == ProductKind.SERVICE


class BundleItem(models.Model):
    """A part of a bundle."""

    bundle = models.ForeignKey(Product, models.CASCADE, related_name="parts")
    product = models.ForeignKey(Product, models.CASCADE, related_name="bundles")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=4, default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("part of a bundle")
        verbose_name_plural = _("parts of bundles")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.product)
