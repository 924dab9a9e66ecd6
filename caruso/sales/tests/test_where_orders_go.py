"""Where an order goes: proposed from its customer, whichever way it is made."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Opportunity, Order
from caruso.sales.tests.offers import MACHINE, draft
from caruso.sales.tests.papers import order_of

pytestmark = pytest.mark.django_db

MAIN: dict[str, Any] = {
    "street": "Žižkova 4",
    "postal_code": "130 00",
    "city": "Praha",
    "country": "CZ",
    "primary": True,
}
STORE: dict[str, Any] = {
    "type": "shipping", "street": "Ke Skladu 9", "postal_code": "250 01", "city": "Brandýs", "country": "CZ",
}  # fmt: skip


@pytest.fixture
def customer(bistro: Account, petra: User) -> Account:
    bistro.change({"addresses": [MAIN, STORE]}, by=petra)
    return bistro


@pytest.fixture
def browser(petra: User) -> Client:
    browser = Client()
    browser.force_login(petra)
    return browser


def form(account: Account, **values: Any) -> dict[str, Any]:
    return {"account": account.pk, "currency": "CZK", "discount_percent": "0", "rounding": "total", **values}


def test_an_order_made_by_hand_goes_to_the_delivery_address(customer: Account, browser: Client) -> None:
    browser.post("/orders/new", form(customer))
    order = Order.objects.get()
    assert order.delivery_address.startswith("Ke Skladu 9\n250 01 Brandýs")
    assert "Ke Skladu 9" in browser.get(reverse("sales:deliver", args=[order.pk])).content.decode()


def test_what_somebody_said_stays(customer: Account, browser: Client, petra: User) -> None:
    browser.post("/orders/new", form(customer, delivery_address="At the gate"))
    order = Order.objects.get()
    assert order.delivery_address == "At the gate"
    order.change({"delivery_address": ""}, by=petra)
    assert Order.objects.get().delivery_address == ""


def test_without_one_it_goes_to_the_main_address(customer: Account, browser: Client, petra: User) -> None:
    customer.change({"addresses": [MAIN | {"type": "work"}]}, by=petra)
    browser.post("/orders/new", form(customer))
    assert Order.objects.get().delivery_address.startswith("Žižkova 4\n130 00 Praha")


def test_the_order_of_a_quote_that_says_nothing_goes_there_too(customer: Account, browser: Client, petra: User) -> None:
    quote = draft(customer, petra, MACHINE, team=petra.team)
    quote.send(by=petra)
    quote.accept(by=petra)
    browser.post(reverse("sales:order_quote", args=[quote.pk]))
    assert Order.objects.get().delivery_address.startswith("Ke Skladu 9")


def test_the_order_of_a_deal_goes_there_too(customer: Account, browser: Client, petra: User) -> None:
    deal = Opportunity(name="Machines", account=customer, currency="CZK", owner=petra, team=petra.team).create(by=petra)
    deal.win(by=petra)
    browser.post(f"/opportunities/{deal.pk}/order")
    assert Order.objects.get().delivery_address.startswith("Ke Skladu 9")


def test_who_does_not_see_addresses_is_told_none(customer: Account, petra: User) -> None:
    role = petra.roles.get()
    account = role.rights.get("customers.account", {})
    role.rights = {**role.rights, "customers.account": {**account, "fields": {"addresses": "hidden"}}}
    role.save()
    order = order_of(customer, User.objects.get(pk=petra.pk), ("Cup", 1, 10))
    assert order.delivery_address == ""
