"""A paper made by hand knows its customer: day, language and addresses, whichever way it is made."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User
from caruso.sales.models import Invoice, Order, Quote

pytestmark = pytest.mark.django_db

MAIN: dict[str, Any] = {"street": "Žižkova 4", "postal_code": "130 00", "city": "Praha", "country": "CZ"}
OFFICE: dict[str, Any] = {"type": "billing", "street": "Dlouhá 1", "postal_code": "110 00", "city": "Praha"}
MODELS = {"quotes": Quote, "orders": Order, "invoices": Invoice}


@pytest.fixture
def customer(bistro: Account, petra: User) -> Account:
    bistro.change({"addresses": [MAIN | {"primary": True}, OFFICE], "language": "cs"}, by=petra)
    return bistro


@pytest.fixture
def browser(petra: User) -> Client:
    browser = Client()
    browser.force_login(petra)
    return browser


def form(account: Account, **values: Any) -> dict[str, Any]:
    return {"account": account.pk, "discount_percent": "0", "rounding": "total", **values}


@pytest.mark.parametrize("slug", ["quotes", "orders"])
def test_it_is_billed_to_the_address_for_bills_in_the_customers_language(
    slug: str, customer: Account, browser: Client
) -> None:
    assert browser.post(f"/{slug}/new", form(customer)).status_code == 302
    paper = MODELS[slug].objects.get()
    assert (paper.language, paper.billing_address) == ("cs", "Dlouhá 1\n110 00 Praha")
    assert paper.delivery_address.startswith("Žižkova 4\n130 00 Praha\n") and "Česk" in paper.delivery_address


def test_an_order_is_of_today_through_the_api_as_well(customer: Account, browser: Client) -> None:
    answer = browser.post("/api/v1/orders", {"account": customer.pk}, content_type="application/json")
    assert answer.status_code == 201, answer.content
    order = Order.objects.get()
    assert (order.ordered_on, order.language) == (timezone.localdate(), "cs")
    assert order.billing_address.startswith("Dlouhá 1")


def test_what_somebody_said_of_it_stays(customer: Account, browser: Client, petra: User) -> None:
    said = {"ordered_on": "2026-01-05", "language": "pl", "billing_address": "To the owner"}
    browser.post("/orders/new", form(customer, **said))
    order = Order.objects.get()
    assert (order.ordered_on, order.language, order.billing_address) == (date(2026, 1, 5), "pl", "To the owner")
    order.change({"billing_address": "", "language": "", "ordered_on": None}, by=petra)
    order.refresh_from_db()
    assert (order.ordered_on, order.language, order.billing_address) == (None, "", "")


def test_it_is_in_the_language_of_the_person_it_is_for(customer: Account, browser: Client, petra: User) -> None:
    reader = Contact(last_name="Nowak", language="pl", account=customer, owner=petra).create(by=petra)
    browser.post("/quotes/new", form(customer, contact=reader.pk))
    assert Quote.objects.get().language == "pl"


def test_a_draft_of_an_invoice_takes_the_address_on_the_day_it_is_issued(customer: Account, browser: Client) -> None:
    browser.post("/invoices/new", form(customer))
    invoice = Invoice.objects.get()
    assert (invoice.language, invoice.billing_address) == ("cs", "")
