"""What the demo's firm sells: coffee machines, what belongs to them, coffee, and care; with price lists and a promotion.

The names are those of the language in which the story is told.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from caruso.customers.seeds.chapters import Setting
from caruso.kernel import writing
from caruso.kernel.models import Role, User
from caruso.sales.catalogue.parts import write_parts
from caruso.sales.catalogue.variants import make
from caruso.sales.models import DiscountLimit, Price, PriceList, Product, ProductCategory, Promotion

SHELVES = {
    _("Machines"): (_("Espresso machines"), _("Filter machines"), _("Grinders")),
    _("Coffee"): (_("Beans"), _("Decaffeinated")),
    _("Accessories"): (_("Cups"), _("Barista tools")),
    _("Care"): (_("Cleaning"), _("Spare parts"), _("Services")),
}
#: Code, name, shelf, price and cost in euros, then what differs from goods by the piece.
GOODS: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("ARIA-1", "Aria 1", "Espresso machines", "2190", "1480", {}),
    ("ARIA-2", "Aria 2", "Espresso machines", "3490", "2350", {}),
    ("ARIA-3", "Aria 3 Grande", "Espresso machines", "5890", "4010", {}),
    ("DUET", _("Duetto counter"), "Espresso machines", "7450", "5100", {}),
    ("RECIT", _("Recitativo office machine"), "Espresso machines", "1290", "820", {}),
    ("FUGA-1", _("Fuga filter brewer"), "Filter machines", "690", "430", {}),
    ("FUGA-2", _("Fuga twin brewer"), "Filter machines", "990", "640", {}),
    ("COLD", _("Notturno cold brew tower"), "Filter machines", "540", "335", {}),
    ("BASSO", _("Basso grinder"), "Grinders", "890", "560", {}),
    ("BARIT", _("Baritono grinder on demand"), "Grinders", "1190", "770", {}),
    ("TENORE", _("Tenore shop grinder"), "Grinders", "1690", "1120", {}),
    ("SOP-1", _("Sopran blend, 1 kg"), "Beans", "21.50", "12.40", {"unit": "kg", "tax_class": "standard"}),
    ("ALT-1", _("Alt blend, 1 kg"), "Beans", "19.90", "11.20", {"unit": "kg"}),
    ("MEZZO-1", _("Mezzo blend, 1 kg"), "Beans", "17.50", "9.80", {"unit": "kg"}),
    ("ETH-1", _("Ethiopia Sidamo, 1 kg"), "Beans", "27.00", "16.80", {"unit": "kg"}),
    ("COL-1", _("Colombia Huila, 1 kg"), "Beans", "25.50", "15.90", {"unit": "kg"}),
    ("BRA-1", _("Brazil Cerrado, 1 kg"), "Beans", "20.90", "12.10", {"unit": "kg"}),
    ("PIANO-1", _("Piano decaffeinated, 1 kg"), "Decaffeinated", "24.00", "14.60", {"unit": "kg"}),
    ("CUP-E", _("Espresso cups, set of 6"), "Cups", "34", "17", {"unit": "set"}),
    ("CUP-C", _("Cappuccino cups, set of 6"), "Cups", "42", "21", {"unit": "set"}),
    ("CUP-G", _("Double-walled glasses, set of 4"), "Cups", "39", "19.50", {"unit": "set"}),
    ("CUP-P", _("Paper cups, 1 000"), "Cups", "58", "33", {"unit": "package"}),
    ("TAMP", _("Tamper, 58 mm"), "Barista tools", "45", "22", {}),
    ("PITCH", _("Milk pitcher, 0.6 l"), "Barista tools", "24", "11", {}),
    ("SCALE", _("Barista scales"), "Barista tools", "79", "44", {}),
    ("KNOCK", _("Knock box"), "Barista tools", "32", "15", {}),
    ("CLEAN-T", _("Cleaning tablets, 100"), "Cleaning", "18.90", "8.70", {"unit": "package"}),
    ("CLEAN-M", _("Milk system cleaner, 1 l"), "Cleaning", "12.50", "5.60", {"unit": "l"}),
    ("DESCALE", _("Descaler, 1 l"), "Cleaning", "9.90", "4.30", {"unit": "l"}),
    ("FILTER", _("Water filter cartridge"), "Cleaning", "64", "38", {}),
    ("SEAL", _("Group seals, set"), "Spare parts", "16", "6.50", {"unit": "set"}),
    ("PUMP", _("Rotary pump"), "Spare parts", "210", "132", {}),
    ("BURR", _("Burrs for Basso"), "Spare parts", "74", "41", {"unit": "set"}),
    ("VALVE", _("Steam valve"), "Spare parts", "58", "29", {}),
    ("INSTALL", _("Installation on site"), "Services", "180", "95", {"kind": "service"}),
    ("TRAIN", _("Barista training"), "Services", "420", "210", {"kind": "service", "unit": "day"}),
    ("HOUR", _("Technician"), "Services", "68", "36", {"kind": "service", "unit": "hour"}),
    ("TRAVEL", _("Journey of the technician"), "Services", "0.55", "0.31", {"kind": "service", "unit": "km"}),
    ("YEARLY", _("Yearly inspection"), "Services", "240", "130", {"kind": "service", "recurring": "yearly"}),
    (
        "CARE",
        _("Full care contract"),
        "Services",
        "59",
        "31",
        {"kind": "service", "recurring": "monthly", "unit": "month"},
    ),
    (
        "RENT",
        _("Machine to rent"),
        "Services",
        "129",
        "74",
        {"kind": "service", "recurring": "monthly", "unit": "month"},
    ),
    ("BEANS", _("Bean subscription, 10 kg"), "Beans", "179", "104", {"recurring": "monthly", "unit": "month"}),
)
VARIANTS = {
    "ARIA-2": _("Colour: black, white, red\nWater: tank, mains"),
    "BASSO": _("Colour: black, white, chrome"),
    "CUP-E": _("Colour: white, black"),
}
BUNDLES = (
    ("START", _("Starter set for a café"), "4490", (("ARIA-2", 1), ("BASSO", 1), ("CUP-E", 2), ("CLEAN-T", 1), ("INSTALL", 1))),
    ("OFFICE", _("Office set"), "1790", (("RECIT", 1), ("CUP-C", 2), ("MEZZO-1", 5), ("INSTALL", 1))),
)  # fmt: skip
#: Name, currency, customers, factor on the price in euros, step of rounding, tiers of coffee (quantity, factor).
LISTS = (
    (_("Poland"), "PLN", "", Decimal("4.25"), Decimal(1), ((10, "0.95"), (50, "0.90"))),
    (_("Czechia"), "CZK", "", Decimal("25"), Decimal(5), ((10, "0.95"), (50, "0.90"))),
    (_("Loyal customers"), "EUR", 'lifecycle_stage in ("loyal", "advocate")', Decimal("0.94"), Decimal("0.5"), ((10, "0.92"), (50, "0.86"))),
)  # fmt: skip


def tell(setting: Setting) -> None:
    """The chapter of the catalogue."""
    by = setting.people["admin"]
    shelves = _shelves(by)
    products = {
        code: Product(
            sku=code, name=gettext(name), category=shelves[shelf], price=Decimal(price), cost=Decimal(cost), currency="EUR",
            owner=by, **more,
        )
        for code, name, shelf, price, cost, more in GOODS
    }  # fmt: skip
    writing.create(list(products.values()), by=by)
    for code, attributes in VARIANTS.items():
        make(products[code], gettext(attributes), by=by)
    for code, name, price, parts in BUNDLES:
        bundle = Product(
            sku=code,
            name=gettext(name),
            kind="bundle",
            category=shelves["Machines"],
            price=Decimal(price),
            currency="EUR",
            owner=by,
        )
        bundle.cost = sum(((products[part].cost or Decimal(0)) * number for part, number in parts), Decimal(0))
        bundle.create(by=by)
        write_parts(bundle, [(products[part], Decimal(number)) for part, number in parts], by=by)
    _lists(list(products.values()), by)
    today = setting.now.date()
    Promotion(
        name=gettext("Autumn beans −10 %"), percent=Decimal(10), category=shelves["Coffee"], from_quantity=Decimal(5),
        from_day=today - timedelta(days=20), until_day=today + timedelta(days=40), owner=by,
    ).create(by=by)  # fmt: skip
    for name, percent in (("Representative", 10), ("Manager", 25)):
        if role := Role.objects.filter(name=name).first():
            DiscountLimit.objects.get_or_create(role=role, defaults={"percent": Decimal(percent)})


def _shelves(by: User) -> dict[str, ProductCategory]:
    above = {name: ProductCategory(name=gettext(name), owner=by) for name in SHELVES}
    writing.create(list(above.values()), by=by)
    below = {
        name: ProductCategory(name=gettext(name), parent=above[parent], owner=by)
        for parent, names in SHELVES.items()
        for name in names
    }
    writing.create(list(below.values()), by=by)
    return {**above, **below}


def _lists(products: list[Product], by: User) -> None:
    for name, currency, customers, factor, step, tiers in LISTS:
        price_list = PriceList(name=gettext(name), currency=currency, customers=customers, owner=by).create(by=by)
        prices = []
        for product in products:
            base = (product.price or Decimal(0)) * factor
            prices.append(_price(price_list, product, 1, base, step, by))
            if product.unit == "kg":
                prices += [_price(price_list, product, least, base * Decimal(part), step, by) for least, part in tiers]
        writing.create(prices, by=by)


def _price(price_list: PriceList, product: Product, least: int, price: Decimal, step: Decimal, by: User) -> Price:
    rounded = max((price / step).quantize(Decimal(1)) * step, price.quantize(Decimal("0.01")) if price < step else step)
    return Price(price_list=price_list, product=product, from_quantity=Decimal(least), price=rounded, owner=by)
