"""Decimals in dialogs and forms of sales: shown with the sign of the reader's language, read with either."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.from_order import invoice_order
from caruso.sales.models import CreditTerms, Delivery, Invoice, Order
from caruso.sales.tests.papers import order_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["pl", "cs"])
def reader(request: pytest.FixtureRequest, petra: User) -> Client:
    User.objects.filter(pk=petra.pk).update(language=request.param)
    browser = Client()
    browser.force_login(petra)
    return browser


@pytest.fixture
def order(bistro: Account, petra: User) -> Order:
    return order_of(bistro, petra, ("Beans", "2.5", "1000.50"))


@pytest.fixture
def invoice(order: Order, petra: User) -> Invoice:
    draft = invoice_order(order, by=petra)
    draft.issue(by=petra)
    return draft


def with_comma(amount: Decimal) -> str:
    return f"{amount}".replace(".", ",")


def test_a_payment_is_proposed_and_taken_with_a_comma(reader: Client, invoice: Invoice) -> None:
    path = reverse("sales:pay", args=[invoice.pk])
    proposed = with_comma(invoice.balance)
    assert f'value="{proposed}"' in reader.get(path).content.decode()
    given = {"amount": proposed, "received_on": "2026-11-22", "method": "cash"}
    assert reader.post(path, given).status_code == 302
    invoice.refresh_from_db()
    assert (invoice.state, invoice.balance) == ("paid", 0)


@pytest.mark.parametrize("typed", ["2,5", "2.5"])
def test_quantities_of_deliveries_take_either_sign(reader: Client, order: Order, typed: str) -> None:
    line = order.lines.get()
    path = reverse("sales:deliver", args=[order.pk])
    assert 'value="2,5"' in reader.get(path).content.decode()
    assert reader.post(path, {f"quantity-{line.pk}": typed}).status_code == 302
    assert Delivery.objects.get().lines.get().quantity == Decimal("2.5")


def test_credit_notes_and_returns_propose_with_a_comma(
    reader: Client, order: Order, invoice: Invoice, petra: User
) -> None:
    path = reverse("sales:credit", args=[invoice.pk])
    assert 'value="2,5"' in reader.get(path).content.decode()
    Delivery(order=order).create(by=petra).arrive(by=petra)
    line = order.lines.get()
    given = {f"quantity-{line.pk}": "0,5", "reason": "faulty", "outcome": "replacement"}
    assert reader.post(reverse("sales:take_back", args=[order.pk]), given).status_code == 302
    assert order.returns.get().lines.get().quantity == Decimal("0.5")


def test_a_form_that_comes_back_as_it_was_shown_changes_nothing(reader: Client, order: Order, petra: User) -> None:
    order.change({"discount_percent": Decimal("12.5")}, by=petra)
    page = reader.get(f"/orders/{order.pk}/edit").content.decode()
    assert 'value="12,5"' in page
    sent = {
        "account": order.account_id,
        "currency": order.currency,
        "discount_percent": "12,5",
        "rounding": order.rounding,
        "version": order.version,
    }
    before = Event.objects.count()
    assert reader.post(f"/orders/{order.pk}/edit", sent | {"terms": "Two weeks"}).status_code == 302
    (event,) = Event.objects.order_by("pk")[before:]
    assert "terms" in event.changes and "discount_percent" not in event.changes
    order.refresh_from_db()
    assert order.discount_percent == Decimal("12.5")


def test_amounts_agreed_with_a_customer_are_shown_with_a_comma(bistro: Account, marek: User) -> None:
    terms = CreditTerms(account=bistro, credit_limit=Decimal("1234.56"), currency="PLN").create(by=marek)
    User.objects.filter(pk=marek.pk).update(language="pl")
    browser = Client()
    browser.force_login(marek)
    assert 'value="1234,56"' in browser.get(f"/credit-terms/{terms.pk}/edit").content.decode()
