"""Deals and papers of which nobody said in what currency they are, are in that of their customer."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Invoice, Opportunity, Order, Price, PriceList, Product, Quote
from caruso.sales.tests.papers import invoice_of, order_of

pytestmark = pytest.mark.django_db

PAPERS = {"quotes": Quote, "orders": Order, "invoices": Invoice}


@pytest.fixture
def browser(petra: User) -> Client:
    browser = Client()
    browser.force_login(petra)
    return browser


def form(account: Account, **values: Any) -> dict[str, Any]:
    return {"account": account.pk, "discount_percent": "0", "rounding": "total", **values}


def chosen(page: str) -> bool:
    """Whether the form opens with a currency chosen."""
    select = page.split('name="currency"')[1].split("</select>")[0]
    return " selected" in select


@pytest.mark.parametrize("slug", PAPERS)
def test_a_paper_made_by_hand_is_in_the_currency_of_its_customer(slug: str, bistro: Account, browser: Client) -> None:
    page = browser.get(f"/{slug}/new?account={bistro.pk}").content.decode()
    assert not chosen(page) and "that of the opportunity, or else of the account" in page
    assert browser.post(f"/{slug}/new", form(bistro, currency="")).status_code == 302
    assert PAPERS[slug].objects.get().currency == "CZK"


@pytest.mark.parametrize("slug", PAPERS)
def test_a_currency_that_somebody_chose_stays(slug: str, bistro: Account, browser: Client) -> None:
    assert browser.post(f"/{slug}/new", form(bistro, currency="EUR")).status_code == 302
    assert PAPERS[slug].objects.get().currency == "EUR"


def test_a_deal_made_in_passing_is_in_the_currency_of_its_customer(bistro: Account, browser: Client) -> None:
    browser.post("/opportunities/quick", {"name": "Two machines", "account": bistro.pk, "amount": "50000"})
    deal = Opportunity.objects.get()
    assert (deal.currency, deal.amount) == ("CZK", 50000)


def test_a_paper_for_a_deal_is_in_the_currency_of_the_deal(bistro: Account, petra: User, browser: Client) -> None:
    deal = Opportunity(name="Abroad", account=bistro, currency="PLN", owner=petra, team=petra.team).create(by=petra)
    browser.post("/quotes/new", form(bistro, opportunity=deal.pk))
    assert Quote.objects.get().currency == "PLN"


def test_an_invoice_by_hand_is_in_the_currency_of_its_order(bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Cup", 1, 100))
    invoice = Invoice(account=bistro, order=order, owner=petra).create(by=petra)
    assert (invoice.currency, invoice.net_total) == ("PLN", 100)


@pytest.mark.parametrize("own", ["", "beans", "X9"])
def test_without_a_currency_of_the_customer_it_is_that_of_the_firm(own: str, bistro: Account, petra: User) -> None:
    Account.objects.filter(pk=bistro.pk).update(currency=own[:3])
    assert Quote(account=bistro, owner=petra).create(by=petra).currency == "EUR"


def test_programs_get_the_prices_of_the_customers_list(bistro: Account, petra: User, browser: Client) -> None:
    machine = Product(name="Machine", price=Decimal(1000), currency="EUR", owner=petra).create(by=petra)
    prices = PriceList(name="Czechia", currency="CZK", owner=petra).create(by=petra)
    Price(price_list=prices, product=machine, price=Decimal(23900), owner=petra).create(by=petra)
    sent = {"account": bistro.pk, "lines": [{"product": machine.pk, "quantity": 2}]}
    answer = browser.post("/api/v1/quotes", sent, content_type="application/json")
    assert answer.status_code == 201, answer.content
    quote = Quote.objects.get()
    assert (quote.currency, quote.lines.get().price) == ("CZK", 23900)


def test_another_customer_or_no_currency_leaves_a_paper_with_lines_as_it_is(bistro: Account, petra: User) -> None:
    polish = Account(name="Kawa", currency="PLN", owner=petra).create(by=petra)
    for paper in (order_of(polish, petra, ("Cup", 1, 100)), invoice_of(polish, petra, ("Cup", 1, 100))):
        paper.change({"account": bistro.pk, "currency": ""}, by=petra)
        paper.refresh_from_db()
        assert (paper.account, paper.currency, paper.net_total) == (bistro, "PLN", 100)


@pytest.mark.django_db(transaction=True)
def test_imported_deals_are_in_the_currency_of_their_customers(bistro: Account, anna: User, tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("Name,Account,Amount,Currency\nMachines,Bistro Praha,900,\nAbroad,Bistro Praha,900,PLN\n")
    call_command("import_file", str(file), object="opportunities")
    assert dict(Opportunity.objects.values_list("name", "currency")) == {"Machines": "CZK", "Abroad": "PLN"}
