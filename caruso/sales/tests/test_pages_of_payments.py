"""Payments from the pages: what is recorded is told, a wrong one is taken back, too much is credited or given back."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.models import Invoice, Payment
from caruso.sales.models.payment import PaymentMethod
from caruso.sales.tests.papers import invoice_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoices(bistro: Account, petra: User) -> list[Invoice]:
    found = [invoice_of(bistro, petra, ("Advice", 1, 100, 0)) for _number in range(2)]
    for invoice in found:
        invoice.issue(by=petra)
    return found


@pytest.fixture
def browser(petra: User) -> Client:
    browser = Client()
    browser.force_login(petra)
    return browser


def pay(browser: Client, invoice: Invoice, amount: str, **given: Any) -> str:
    """Record a payment and read the page that follows."""
    path = reverse("sales:pay", args=[invoice.pk])
    typed = {"amount": amount, "received_on": "2026-11-22", "method": "cash", **given}
    return browser.post(path, typed, follow=True).content.decode()


def states() -> list[tuple[str, Decimal]]:
    return list(Invoice.objects.order_by("pk").values_list("state", "balance"))


@pytest.mark.parametrize("method", PaymentMethod.values)
def test_what_is_recorded_is_told_and_undone_from_there(browser: Client, invoices: list[Invoice], method: str) -> None:
    page = pay(browser, invoices[0], "60", method=method)
    payment = Payment.objects.get()
    undo = f"/payments/{payment.pk}/delete"
    assert f"{payment} is recorded: 60.00" in page and f'action="{undo}"' in page
    assert payment.method == method and states() == [("partly", 40), ("issued", 100)]
    browser.post(undo)
    assert states() == [("issued", 100), ("issued", 100)]


def test_one_payment_of_two_invoices_tells_the_other(browser: Client, invoices: list[Invoice]) -> None:
    page = pay(browser, invoices[1], "150")
    assert states() == [("partly", 50), ("paid", 0)]
    assert f"settles {invoices[0]}" in page and "customer&#x27;s credit" not in page


def test_too_much_is_told_and_given_back_in_part_another_way(browser: Client, invoices: list[Invoice]) -> None:
    page = pay(browser, invoices[0], "230")
    assert "30.00\xa0PLN of it stands to the customer" in page
    payment = Payment.objects.get()
    path = reverse("sales:give_back", args=[payment.pk])
    assert 'value="30.00"' in browser.get(path).content.decode()
    for wrong in ("30.01", "0", "-1", ""):
        before = Event.objects.count()
        assert browser.post(path, {"amount": wrong, "method": "transfer"}).status_code == 422, wrong
        assert (Payment.objects.count(), Event.objects.count()) == (1, before)
    page = browser.post(path, {"amount": "20", "method": "transfer"}, follow=True).content.decode()
    refund = Payment.objects.exclude(pk=payment.pk).get()
    assert (refund.amount, refund.method, refund.gives_back) == (-20, "transfer", payment)
    assert f"20.00\xa0PLN is given back by {refund}" in page
    payment.refresh_from_db()
    assert payment.open_amount == 10


def test_nothing_more_to_give_back_asks_nothing(browser: Client, invoices: list[Invoice]) -> None:
    pay(browser, invoices[0], "200")
    path = reverse("sales:give_back", args=[Payment.objects.get().pk])
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"amount": "1", "method": "cash"}).status_code == 422


def test_who_may_not_change_a_payment_gives_nothing_back(
    browser: Client, invoices: list[Invoice], jan: User, stranger: User
) -> None:
    pay(browser, invoices[0], "250")
    path = reverse("sales:give_back", args=[Payment.objects.get().pk])
    for person, status in ((jan, 403), (stranger, 404)):
        other = Client()
        other.force_login(person)
        assert other.get(path).status_code == status
        assert other.post(path, {"amount": "1", "method": "cash"}).status_code == status
    assert Payment.objects.count() == 1


def test_where_nothing_is_open_settling_the_oldest_says_so(browser: Client, invoices: list[Invoice]) -> None:
    pay(browser, invoices[0], "250")
    page = browser.post(f"/payments/{Payment.objects.get().pk}/do/allocate", follow=True).content.decode()
    assert "No invoice of this customer is open" in page and 'data-tone="error"' in page


def test_settling_by_hand_names_the_invoice_that_is_wrong(
    browser: Client, invoices: list[Invoice], petra: User
) -> None:
    pay(browser, invoices[0], "80")
    payment = Payment.objects.get()
    payment.take_back_allocations(by=petra)
    path = reverse("sales:allocate", args=[payment.pk])
    assert "more than nothing" in browser.post(path, {}).content.decode()
    wrong = browser.post(path, {f"amount-{invoices[1].pk}": "90"}).content.decode()
    assert f"{invoices[1]}: That is more than is open." in wrong
    page = browser.post(path, {f"amount-{invoices[1].pk}": "80"}, follow=True).content.decode()
    assert f"{payment} settles" in page and states() == [("issued", 100), ("partly", 20)]
