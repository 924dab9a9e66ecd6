"""What a product costs a customer: lists before the catalogue, groups before everybody, the best promotion on top."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Price, PriceList, Product, ProductCategory, Promotion
from caruso.sales.pricing import Pricing, explained
from caruso.sales.rules.pricing import ListPrice, Reduction, priced

PRICES = st.decimals(0, 10_000, places=2)
ROWS = st.lists(
    st.builds(
        ListPrice,
        price_list=st.sampled_from("ABC"),
        price=PRICES,
        from_quantity=st.integers(1, 50).map(Decimal),
        grouped=st.booleans(),
    ),
    max_size=10,
)
REDUCTIONS = st.lists(
    st.builds(Reduction, st.just("P"), percent=st.decimals(1, 100, places=2))
    | st.builds(Reduction, st.just("Q"), amount=st.decimals(1, 500, places=2)),
    max_size=4,
)


@given(st.integers(1, 60).map(Decimal), ROWS, st.none() | PRICES, REDUCTIONS)
def test_promotions_only_lower_a_price_and_never_below_nothing(
    quantity: Decimal, rows: list[ListPrice], catalogue: Decimal | None, reductions: list[Reduction]
) -> None:
    plain, reduced = priced(quantity, "EUR", rows, catalogue), priced(quantity, "EUR", rows, catalogue, reductions)
    assert (plain is None) == (reduced is None)
    if plain and reduced:
        assert 0 <= reduced.price <= plain.price
        assert plain.row is None or plain.row.from_quantity <= quantity
        if any(row.grouped and row.from_quantity <= quantity for row in rows):
            assert plain.row and plain.row.grouped


def test_the_highest_tier_that_is_reached_counts() -> None:
    rows = [ListPrice("A", Decimal(price), Decimal(least)) for least, price in ((1, 10), (10, 9), (50, 8))]
    prices = [priced(Decimal(quantity), "EUR", rows, None) for quantity in (1, 9, 10, 50)]
    assert [one.price for one in prices if one] == [10, 10, 9, 8]


@pytest.fixture
def beans(petra: User) -> Product:
    coffee = ProductCategory(name="Coffee", owner=petra).create(by=petra)
    shelf = ProductCategory(name="Beans", parent=coffee, owner=petra).create(by=petra)
    return Product(name="Sopran", price=Decimal(20), currency="EUR", category=shelf, owner=petra).create(by=petra)


@pytest.fixture
def loyal(petra: User) -> Account:
    return Account(name="Teatr", lifecycle_stage="loyal", owner=petra).create(by=petra)


def listed(by: User, product: Product, price: Any, least: int = 1, **values: Any) -> PriceList:
    one = PriceList(**{"name": "List", "currency": "EUR", "owner": by, **values}).create(by=by)
    Price(price_list=one, product=product, price=Decimal(price), from_quantity=Decimal(least), owner=by).create(by=by)
    return one


def asked(account: Any, product: Product, quantity: int = 1, currency: str = "EUR", day: date | None = None) -> str:
    found = Pricing(account, currency, day or timezone.localdate()).price(product, Decimal(quantity))
    return f"{found.price.normalize():f} {explained(found)}" if found else ""


def test_lists_hold_for_their_customers_currency_and_time(petra: User, beans: Product, loyal: Account) -> None:
    stranger = Account(name="Kino", owner=petra).create(by=petra)
    today = timezone.localdate()
    listed(petra, beans, 19, name="All")
    listed(petra, beans, 25, name="Loyal", customers='lifecycle_stage = "loyal"')
    listed(petra, beans, 1, name="Over", until_day=today - timedelta(days=1))
    listed(petra, beans, 1, name="Not yet", from_day=today + timedelta(days=1))
    listed(petra, beans, 1, name="Not in use", active=False)
    listed(petra, beans, 1, name="Broken", customers="no_such_field = 1")
    assert asked(stranger, beans) == "19 All"
    assert asked(loyal, beans) == "25 Loyal"
    assert asked(None, beans) == "19 All"
    assert asked(stranger, beans, day=today + timedelta(days=1)) == "1 Not yet"
    assert asked(stranger, beans, currency="CZK") == ""


def test_tiers_are_named_and_variants_have_the_prices_of_their_product(petra: User, beans: Product) -> None:
    listed(petra, beans, 15, 10, name="Wholesale")
    ground = Product(name="Sopran", variant="ground", variant_of=beans, currency="EUR", owner=petra).create(by=petra)
    assert asked(None, beans, 9) == "20 catalogue"
    assert asked(None, beans, 10) == "15 Wholesale, from 10"
    assert asked(None, ground, 10) == "15 Wholesale, from 10"


def test_a_promotion_of_a_category_reaches_what_is_below_it(petra: User, beans: Product) -> None:
    coffee = ProductCategory.objects.get(name="Coffee")
    Promotion(name="Autumn", percent=Decimal(10), category=coffee, from_quantity=Decimal(5), owner=petra).create(
        by=petra
    )
    Promotion(name="Euro off", amount=Decimal(1), currency="EUR", product=beans, owner=petra).create(by=petra)
    machine = Product(name="Aria", price=Decimal(100), currency="EUR", owner=petra).create(by=petra)
    assert asked(None, beans, 4) == "19 catalogue · Euro off"
    assert asked(None, beans, 5) == "18 catalogue · Autumn"
    assert asked(None, machine, 5) == "100 catalogue"


def test_prices_of_many_products_cost_no_more_questions_than_of_one(
    petra: User, beans: Product, django_assert_num_queries: Any
) -> None:
    listed(petra, beans, 15)
    products = [beans, *(Product(name=str(n), price=Decimal(n), currency="EUR").create(by=petra) for n in range(1, 9))]
    with django_assert_num_queries(3):
        pricing = Pricing(None, "EUR", timezone.localdate())
        pricing.read(products)
        assert [pricing.price(one, Decimal(1)) for one in products]
