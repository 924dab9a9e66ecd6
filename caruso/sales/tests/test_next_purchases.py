"""Products usually bought next: what others who bought the same bought later, as far as one sees their orders."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.insight.next_purchases import after_product, followers, for_account
from caruso.sales.models import Opportunity, Order, OrderLine, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods(petra: User) -> dict[str, Product]:
    names = ("Machine", "Beans", "Grinder", "Cups")
    values = {"price": Decimal(10), "currency": "EUR", "owner": petra, "team": petra.team}
    return {name: Product(name=name, **values).create(by=petra) for name in names}


def bought(by: User, name: str, *purchases: tuple[int, Product]) -> Account:
    """An account that bought each product so many days ago."""
    account = Account.objects.filter(name=name).first() or Account(name=name, owner=by, team=by.team).create(by=by)
    for days, product in purchases:
        day = timezone.localdate() - timedelta(days=days)
        line = OrderLine(product=product, description=product.name, quantity=Decimal(1), price=Decimal(10))
        Order(account=account, owner=by, team=by.team, currency="EUR", ordered_on=day).create(by=by, lines=[line])
    return account


@pytest.fixture
def history(petra: User, goods: dict[str, Product]) -> None:
    machine, beans, grinder, cups = goods.values()
    bought(petra, "Alfa", (100, machine), (70, beans), (65, beans), (60, cups))
    bought(petra, "Beta", (100, machine), (60, beans))
    bought(petra, "Gama", (100, beans), (90, machine), (30, grinder))
    bought(petra, "Delta", (50, machine), (40, grinder))


def named(found: list[object]) -> list[tuple[str, int, int, int]]:
    return [(one.product.name, one.buyers, one.of, one.days) for one in found]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("history")
def test_what_buyers_bought_later_and_after_how_long(petra: User, goods: dict[str, Product]) -> None:
    found = after_product(petra, goods["Machine"].pk)
    assert named(found) == [("Beans", 2, 4, 35), ("Grinder", 2, 4, 35)], "cups, once, say nothing"
    assert found[0].share == 0.5
    Order.objects.get(account__name="Delta", lines__product=goods["Grinder"]).cancel(by=petra)
    assert named(after_product(petra, goods["Machine"].pk)) == [("Beans", 2, 4, 35)], "what is called off is not bought"


@pytest.mark.usefixtures("history")
def test_an_account_is_told_what_it_never_bought(petra: User, goods: dict[str, Product], client: Client) -> None:
    account = bought(petra, "Nova", (20, goods["Machine"]), (10, goods["Grinder"]))
    assert [one.product.name for one in for_account(petra, account.pk)] == ["Beans"]
    deal = Opportunity(name="More", account=account, owner=petra, team=petra.team).create(by=petra)
    client.force_login(petra)
    panels = client.get(f"/opportunities/{deal.pk}/panels").content.decode()
    assert f"/interests/new?opportunity={deal.pk}&amp;product={goods['Beans'].pk}" in panels
    assert "2 of 4 customers (50 %)" in client.get(f"/accounts/{account.pk}/panels").content.decode()
    assert "Usually bought next" in client.get(f"/products/{goods['Machine'].pk}/panels").content.decode()


@pytest.mark.usefixtures("history")
def test_only_orders_that_one_sees_count(
    petra: User, tomas: User, stranger: User, goods: dict[str, Product], client: Client
) -> None:
    bought(tomas, "Hidden", (90, goods["Machine"]), (80, goods["Cups"]))
    bought(tomas, "Veiled", (90, goods["Machine"]), (80, goods["Cups"]))
    assert "Cups" not in {one.product.name for one in after_product(petra, goods["Machine"].pk)}
    assert "Cups" in {one.product.name for one in after_product(tomas, goods["Machine"].pk)}
    assert after_product(stranger, goods["Machine"].pk) == []


days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
histories = st.dictionaries(st.integers(1, 8), st.dictionaries(st.integers(1, 5), days, max_size=5), max_size=8)


@settings(deadline=None)
@given(histories, st.sets(st.integers(1, 5), max_size=3))
def test_nobody_counts_twice_and_nothing_comes_before(firsts: dict[int, dict[int, date]], products: set[int]) -> None:
    buyers, waited = followers(firsts, products)
    assert buyers <= len(firsts)
    for product, after in waited.items():
        assert product not in products
        assert 0 < len(after) <= buyers and all(0 < one <= 365 for one in after)
