"""From a deal that is won to its order, with a quote or without one."""

from decimal import Decimal

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Interest, Opportunity, Order, Product
from caruso.sales.tests.offers import MACHINE, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(bistro: Account, petra: User) -> Opportunity:
    values = {"name": "Three machines", "currency": "CZK", "owner": petra, "team": petra.team}
    record = Opportunity(account=bistro, **values).create(by=petra)
    product = Product(name="Machine", price=Decimal(1000), currency="CZK", owner=petra, team=petra.team)
    Interest(opportunity=record, product=product.create(by=petra), quantity=Decimal(3), owner=petra).create(by=petra)
    return record


def test_a_won_deal_becomes_an_order_of_its_products_once(deal: Opportunity, petra: User, client: Client) -> None:
    client.force_login(petra)
    button = f"/opportunities/{deal.pk}/order"
    assert button not in client.get(f"/opportunities/{deal.pk}/panels").content.decode()
    client.post(button)
    assert not Order.objects.exists(), "it is not won"
    deal.win(by=petra)
    assert button in client.get(f"/opportunities/{deal.pk}/panels").content.decode()
    answer = client.post(button)
    order = Order.objects.get()
    assert answer["Location"] == f"/orders/{order.pk}"
    assert (order.account, order.opportunity, order.net_total) == (deal.account, deal, 3000)
    assert client.post(button)["Location"] == f"/orders/{order.pk}" and Order.objects.count() == 1
    assert button not in client.get(f"/opportunities/{deal.pk}/panels").content.decode()


def test_an_accepted_quote_is_what_is_ordered(deal: Opportunity, petra: User, client: Client) -> None:
    quote = draft(deal.account, petra, MACHINE, opportunity=deal, team=petra.team)
    quote.send(by=petra)
    quote.accept(by=petra)
    deal.win(by=petra)
    client.force_login(petra)
    client.post(f"/opportunities/{deal.pk}/order")
    order = Order.objects.get()
    assert order.quote == quote and order.net_total == quote.net_total


def test_who_may_not_order_orders_nothing(deal: Opportunity, petra: User, jan: User, stranger: User) -> None:
    deal.win(by=petra)
    for person, status in ((jan, 403), (stranger, 404)):
        browser = Client()
        browser.force_login(person)
        assert browser.post(f"/opportunities/{deal.pk}/order").status_code == status
    assert not Order.objects.exists()
