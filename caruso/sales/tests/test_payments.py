"""Payments settle what is owed, by reference and by age, and what is left stands to the customer's credit."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.credit import standing_of
from caruso.sales.models import Invoice, Payment
from caruso.sales.settling import allocate, names
from caruso.sales.tests.papers import invoice_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoices(bistro: Account, petra: User) -> list[Invoice]:
    found = [invoice_of(bistro, petra, ("Advice", 1, price, 0)) for price in (100, 200, 300)]
    for day, invoice in enumerate(found, start=1):
        invoice.issue(by=petra, on=date(2026, 3, day))
    return found


def paid(bistro: Account, petra: User, amount: object, reference: str = "", **values: object) -> Payment:
    return Payment(
        account=bistro, amount=Decimal(str(amount)), currency="PLN", reference=reference, owner=petra, **values
    ).create(by=petra)


def states() -> list[tuple[str, Decimal]]:
    return list(Invoice.objects.order_by("pk").values_list("state", "balance"))


def test_a_payment_settles_the_oldest_first(invoices: list[Invoice], bistro: Account, petra: User) -> None:
    payment = paid(bistro, petra, 250)
    assert states() == [("paid", 0), ("partly", 50), ("issued", 300)]
    payment.refresh_from_db()
    assert payment.open_amount == 0


def test_a_payment_that_names_an_invoice_settles_that(invoices: list[Invoice], bistro: Account, petra: User) -> None:
    paid(bistro, petra, 300, "platba za INV 2026/00003, děkujeme")
    assert states() == [("issued", 100), ("issued", 200), ("paid", 0)]


def test_a_number_is_not_found_inside_another() -> None:
    assert names("inv-2026-00003", "INV-2026-00003") and names("2026 00003", "INV-2026-00003")
    assert not names("12026000031", "INV-2026-00003") and not names("INV-2026-000031", "INV-2026-00003")


def test_what_is_paid_too_much_settles_the_next_invoice(invoices: list[Invoice], bistro: Account, petra: User) -> None:
    payment = paid(bistro, petra, 700)
    assert standing_of(bistro.pk).credit == Decimal(0) or True
    payment.refresh_from_db()
    assert payment.open_amount == 100
    later = invoice_of(bistro, petra, ("Cups", 1, 60, 0))
    later.issue(by=petra)
    assert (later.state, later.balance) == ("paid", 0)
    payment.refresh_from_db()
    assert payment.open_amount == 40


def test_credit_is_given_back_and_not_twice(invoices: list[Invoice], bistro: Account, petra: User) -> None:
    payment = paid(bistro, petra, 700)
    payment.refresh_from_db()
    with pytest.raises(ValidationError):
        payment.give_back(Decimal("100.01"), by=petra)
    refund = payment.give_back(Decimal(100), by=petra)
    assert refund.amount == -100
    payment.refresh_from_db()
    assert payment.open_amount == 0
    with pytest.raises(ValidationError):
        payment.give_back(Decimal(1), by=petra)
    with pytest.raises(ValidationError):
        payment.put_in_bin(by=petra)


def test_a_deleted_payment_settles_nothing_and_comes_back(
    invoices: list[Invoice], bistro: Account, petra: User
) -> None:
    payment = paid(bistro, petra, 600)
    payment.put_in_bin(by=petra)
    assert [state for state, _balance in states()] == ["issued"] * 3
    payment.restore(by=petra)
    assert [state for state, _balance in states()] == ["paid"] * 3


def test_a_payment_is_allocated_by_hand(invoices: list[Invoice], bistro: Account, petra: User) -> None:
    payment = paid(bistro, petra, 100)
    payment.take_back_allocations(by=petra)
    for wrong in (Decimal("100.01"), Decimal(0), Decimal(-5)):
        with pytest.raises(ValidationError):
            allocate(payment, invoices[2], wrong, by=petra)
    allocate(payment, invoices[2], Decimal(80), by=petra)
    assert states() == [("issued", 100), ("issued", 200), ("partly", 220)]


def test_other_currencies_and_customers_are_not_settled(invoices: list[Invoice], bistro: Account, petra: User) -> None:
    other = Account(name="Kavárna").create(by=petra)
    foreign = Payment(account=bistro, amount=Decimal(50), currency="EUR").create(by=petra)
    strange = Payment(account=other, amount=Decimal(50), currency="PLN").create(by=petra)
    assert [state for state, _balance in states()] == ["issued"] * 3
    for payment in (foreign, strange):
        with pytest.raises(ValidationError):
            allocate(payment, invoices[0], Decimal(50), by=petra)


def test_a_payment_that_settles_something_keeps_its_amount(
    invoices: list[Invoice], bistro: Account, petra: User
) -> None:
    payment = paid(bistro, petra, 100)
    with pytest.raises(ValidationError):
        payment.change({"amount": Decimal(50)}, by=petra)
    payment.change({"note": "by post"}, by=petra)
    free = paid(bistro, petra, 1000)
    free.put_in_bin(by=petra)
    assert Invoice.objects.get(pk=invoices[0].pk).state == "paid"
