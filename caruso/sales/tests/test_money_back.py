"""A return leads to its credit note, and that to the money: from the return and from the order, one click each."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.from_order import invoice_order
from caruso.sales.models import Delivery, Invoice, Order, Payment, Return
from caruso.sales.tests.papers import order_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def order(bistro: Account, petra: User) -> Order:
    made = order_of(bistro, petra, ("Machine", 2, 4000), ("Beans", 10, 40))
    Delivery(order=made, owner=petra).create(by=petra).arrive(by=petra)
    return made


@pytest.fixture
def returned(order: Order, petra: User) -> Return:
    machine = order.lines.first()
    return Return(order=order, reason="faulty", owner=petra).create(by=petra, quantities={machine.pk: Decimal(1)})


def page(person: User, address: str) -> str:
    return entered(person).get(address).content.decode()


def test_a_return_of_what_is_paid_leads_step_by_step_to_the_money(order: Order, returned: Return, petra: User) -> None:
    invoice = invoice_order(order, by=petra)
    invoice.issue(by=petra)
    Payment(account=order.account, amount=invoice.gross_total, currency="PLN", owner=petra).create(by=petra)
    places = (f"/returns/{returned.pk}", f"/orders/{order.pk}")
    assert all("credit note of" not in page(petra, one) for one in places)
    entered(petra).post(f"/returns/{returned.pk}/do/receive")
    note = returned.credit_notes.get()
    assert note.lines.get().quantity == 1 and note.corrects == invoice
    for one in places:
        assert f"Issue the credit note of {returned}" in page(petra, one), one
    entered(petra).post(reverse("sales:issue", args=[note.pk]))
    note.refresh_from_db()
    for one in places:
        assert f"Give {note} back" in page(petra, one) and reverse("sales:pay", args=[note.pk]) in page(petra, one)
    given = {"amount": str(note.balance), "received_on": note.issued_on.isoformat(), "method": "transfer"}
    entered(petra).post(reverse("sales:pay", args=[note.pk]), given)
    said = page(petra, places[0])
    assert f"/invoices/{note.pk}" in said and "settled" in said and f"Give {note} back" not in said
    assert f"/returns/{returned.pk}" in page(petra, f"/invoices/{note.pk}")


def test_what_is_invoiced_only_afterwards_is_credited_in_one_click(order: Order, returned: Return, petra: User) -> None:
    """When it came back its invoice was a draft, so there was nothing to correct yet."""
    invoice = invoice_order(order, by=petra)
    returned.receive(by=petra)
    write = reverse("sales:credit_return", args=[returned.pk])
    assert write not in page(petra, f"/returns/{returned.pk}") and not returned.credit_notes.exists()
    invoice.issue(by=petra)
    assert write in page(petra, f"/returns/{returned.pk}") and write in page(petra, f"/orders/{order.pk}")
    answer = entered(petra).post(write)
    note = returned.credit_notes.get()
    assert answer["Location"] == f"/invoices/{note.pk}" and [one.quantity for one in note.lines.all()] == [1]
    assert write not in page(petra, f"/returns/{returned.pk}")
    entered(petra).post(write)
    assert returned.credit_notes.count() == 1
    note.put_in_bin(by=petra)
    assert write in page(petra, f"/returns/{returned.pk}")


def test_only_who_writes_invoices_writes_the_note(
    order: Order, returned: Return, petra: User, jan: User, stranger: User
) -> None:
    invoice = invoice_order(order, by=petra)
    returned.receive(by=petra)
    invoice.issue(by=petra)
    write, before = reverse("sales:credit_return", args=[returned.pk]), Event.objects.count()
    assert [entered(one).post(write).status_code for one in (jan, stranger)] == [403, 404]
    assert write not in page(jan, f"/returns/{returned.pk}")
    assert not Invoice.objects.filter(kind="credit_note").exists() and Event.objects.count() == before


def test_a_replacement_asks_for_no_money(order: Order, petra: User) -> None:
    invoice_order(order, by=petra).issue(by=petra)
    back = Return(order=order, outcome="replacement", owner=petra).create(by=petra)
    back.receive(by=petra)
    assert "Money back" not in page(petra, f"/returns/{back.pk}")
