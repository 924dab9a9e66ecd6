"""Variants in one go, bundles with their parts, and the settings of taxes and discounts."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Role, User
from caruso.sales.catalogue.parts import write_parts
from caruso.sales.discount_limits import discount_above_limit
from caruso.sales.models import DiscountLimit, Product, Quote, QuoteLine, TaxRate
from caruso.sales.rules.discount_limits import excess, fall_of, limit_of
from caruso.sales.rules.variants import parse_attributes, variants
from caruso.sales.tests.offers import sent


@pytest.fixture
def machine(petra: User) -> Product:
    return Product(name="Aria", sku="ARIA", price=Decimal(100), cost=Decimal(60), currency="EUR", owner=petra).create(
        by=petra
    )


@pytest.fixture
def door(client: Client, petra: User) -> Client:
    client.force_login(petra)
    return client


def test_every_combination_becomes_a_variant_once(door: Client, machine: Product) -> None:
    typed = {"attributes": "Colour: black, white\nWater: tank, mains"}
    assert door.post(f"/products/{machine.pk}/variants", typed).status_code == 302
    made = [(one.variant, one.sku, one.price) for one in machine.variants.order_by("pk")]
    assert made[0] == ("black, tank", "ARIA-BLACK-TANK", 100) and len(made) == 4
    door.post(f"/products/{machine.pk}/variants", {"attributes": "Colour: black, white, red\nWater: tank, mains"})
    assert machine.variants.count() == 6


@pytest.mark.parametrize("typed", ["", "Colour", "Colour:", ": red", "A: " + ",".join(map(str, range(300)))])
def test_attributes_that_make_no_sense_make_nothing(door: Client, machine: Product, typed: str) -> None:
    answer = door.post(f"/products/{machine.pk}/variants", {"attributes": typed})
    assert answer.status_code == 422 and 'id="attributes-error"' in answer.content.decode()
    assert not machine.variants.exists()


def test_codes_of_variants_are_plain() -> None:
    [one] = variants("A", parse_attributes("Barva: žlutá zářivá"))
    assert (one.label, one.sku) == ("žlutá zářivá", "A-ZLUTAZAR")


def test_a_bundle_unfolds_into_its_parts_at_its_own_price(door: Client, petra: User, machine: Product) -> None:
    cups = Product(name="Cups", sku="CUP", price=Decimal(25), currency="EUR", owner=petra).create(by=petra)
    bundle = Product(name="Set", sku="SET", kind="bundle", price=Decimal(120), currency="EUR", owner=petra).create(
        by=petra
    )
    answer = door.post(
        f"/products/{bundle.pk}/parts",
        {"version": 1, "product": [machine.pk, "", ""], "find": ["", "cup", ""], "quantity": ["1", "2", "1"]},
    )
    assert answer.status_code == 302
    assert [(one.product, one.quantity) for one in bundle.parts.all()] == [(machine, 1), (cups, 2)]
    account = Account(name="Teatr", owner=petra).create(by=petra)
    quote = Quote(account=account, currency="EUR", owner=petra).create(by=petra)
    row = {"row": ["r0"], "r0-product": bundle.pk, "r0-quantity": "2", "r0-unit": "piece", "r0-tax_class": "standard"}
    page = door.post(f"/quotes/{quote.pk}/lines", {**row, "version": 1, "do": "unfold:r0"})
    rows = page.context["editor"].rows.rows
    assert [(one.get("heading") or one.get("description"), one.get("quantity")) for one in rows[1:]] == [
        ("Aria", "2"),
        ("Cups", "4"),
    ]
    assert rows[0].get("heading") == "Set" and rows[1].get("discount_percent") == "20"


def test_the_customer_reads_what_is_in_a_bundle_and_not_what_the_parts_cost(
    door: Client, petra: User, machine: Product
) -> None:
    cups = Product(name="Cups", price=Decimal("25.75"), currency="EUR", owner=petra).create(by=petra)
    bundle = Product(name="Set", description="For the office", kind="bundle", price=Decimal(120), owner=petra)
    bundle.create(by=petra)
    write_parts(bundle, [(machine, Decimal(1)), (cups, Decimal("2.5"))], by=petra)
    account = Account(name="Teatr", owner=petra).create(by=petra)
    quote = Quote(account=account, currency="EUR", owner=petra).create(by=petra)
    row = {"row": ["r0"], "r0-product": bundle.pk, "r0-quantity": "1", "r0-unit": "piece", "r0-tax_class": "standard"}
    filled = door.post(f"/quotes/{quote.pk}/lines", {**row, "version": 1, "do": "reckon"}).context["editor"]
    (typed,) = filled.rows.rows
    assert typed.get("details") == "For the office\n1 × Aria\n2.5 × Cups"
    told = {f"r0-{name}": typed.get(name) for name in ("description", "details", "price", "filled")}
    assert door.post(f"/quotes/{quote.pk}/lines", {**row, **told, "version": 1, "do": "save"}).status_code == 302
    private = sent(Quote.objects.get(pk=quote.pk), petra)
    for page in (door.get(f"/quotes/{quote.pk}/print"), Client().get(private)):
        said = page.content.decode()
        assert "1 × Aria" in said and "2.5 × Cups" in said and "25.75" not in said


def test_a_bundle_is_no_part_of_itself(petra: User, machine: Product) -> None:
    outer = Product(name="Outer", kind="bundle", owner=petra).create(by=petra)
    inner = Product(name="Inner", kind="bundle", owner=petra).create(by=petra)
    write_parts(outer, [(inner, Decimal(1))], by=petra)
    for part in (outer, inner):
        with pytest.raises(ValidationError):
            write_parts(inner, [(outer if part is inner else inner, Decimal(1))], by=petra)
    assert not inner.parts.exists()


def test_tax_rates_are_set_from_a_day_and_removed(client: Client, anna: User) -> None:
    client.force_login(anna)
    form = {"country": "CZ", "tax_class": "low", "percent": "10,5 %", "from_day": "2027-01-01"}
    assert client.post("/settings/taxes", form).status_code == 302
    rate = TaxRate.objects.get(country="CZ", tax_class="low")
    assert rate.percent == Decimal("10.5")
    assert client.post("/settings/taxes", {**form, "percent": "101"}).status_code == 422
    client.post(f"/settings/taxes/{rate.pk}/remove")
    assert not TaxRate.objects.filter(pk=rate.pk).exists()


def test_the_loosest_of_several_roles_counts() -> None:
    assert limit_of([]) is None and limit_of([Decimal(5), None]) is None
    assert limit_of([Decimal(5), Decimal(20)]) == 20


def test_discounts_of_line_and_document_count_together() -> None:
    ten = Decimal(10)
    falls = [fall_of(Decimal(1), ten, ten, percent, ten) for percent in (Decimal(0), ten)]
    found = excess(falls, Decimal(15))
    assert found and (found.given, found.limit, found.line) == (19, 15, 1)
    assert excess([fall_of(Decimal(1), ten, ten, ten)], ten) is None
    assert excess([fall_of(Decimal(1), ten, ten, Decimal(100))], None) is None


def test_a_limit_is_set_for_a_role_and_asked_of_a_quote(client: Client, anna: User, petra: User) -> None:
    client.force_login(anna)
    [role] = Role.objects.filter(people=petra)
    assert client.post("/settings/discount-limits", {f"limit-{role.pk}": "12.5"}).status_code == 302
    assert DiscountLimit.objects.get(role=role).percent == Decimal("12.5")
    account = Account(name="Teatr", owner=petra).create(by=petra)
    line = QuoteLine(description="Cups", price=Decimal(1), discount_percent=Decimal(13))
    quote = Quote(account=account, currency="EUR", owner=petra).create(by=petra, lines=[line])
    found = discount_above_limit(quote, petra)
    assert found and found.given == 13 and discount_above_limit(quote, anna) is None
    assert client.post("/settings/discount-limits", {f"limit-{role.pk}": "much"}).status_code == 422
    client.post("/settings/discount-limits", {f"limit-{role.pk}": ""})
    assert discount_above_limit(quote, petra) is None


@pytest.mark.parametrize(
    "address",
    ["/settings/taxes", "/settings/discount-limits", "/settings/taxes/1/remove", "/settings/taxes/one-stop-shop"],
)
def test_the_settings_are_the_administrators(client: Client, petra: User, address: str) -> None:
    client.force_login(petra)
    assert client.post(address, {}).status_code == 403
    assert client.get(address).status_code in (403, 405)


def test_a_product_that_may_not_be_changed_gets_no_variants_or_parts(
    client: Client, machine: Product, jan: User
) -> None:
    client.force_login(jan)
    for page in ("variants", "parts"):
        assert client.post(f"/products/{machine.pk}/{page}", {"attributes": "A: b"}).status_code == 403
    assert not machine.variants.exists()
