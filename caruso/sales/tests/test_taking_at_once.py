"""Two people who take the same of an order, an invoice or a payment: one of them gets it, nothing is counted twice."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales import outbox
from caruso.sales.from_order import invoice_order
from caruso.sales.models import Allocation, Delivery, Handover, Invoice, Order, Payment
from caruso.sales.subscriptions import bill_subscriptions
from caruso.sales.tests.papers import invoice_of, line_of_order, order_of
from tests.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refused(work: Callable[[], Any]) -> Callable[[], bool]:
    """Does the work; True where it was refused."""

    def attempt() -> bool:
        try:
            work()
        except ValidationError:
            return True
        return False

    return attempt


@pytest.fixture
def order(bistro: Account, petra: User) -> Order:
    return order_of(bistro, petra, ("Machine", 3, 100, 0))


def test_of_two_deliveries_of_the_same_one_is_planned(order: Order, petra: User) -> None:
    line = order.lines.get()

    def deliver() -> None:
        Delivery(order=Order.objects.get(pk=order.pk)).create(by=petra, quantities={line.pk: Decimal(2)})

    assert sorted(at_once(refused(deliver), refused(deliver))) == [False, True]
    line.refresh_from_db()
    assert (Delivery.objects.count(), line.planned) == (1, 2)


def test_of_two_invoices_over_the_same_one_is_drafted(order: Order, petra: User) -> None:
    line = order.lines.get()

    def bill() -> None:
        invoice_order(Order.objects.get(pk=order.pk), {line.pk: Decimal(2)}, by=petra)

    assert sorted(at_once(refused(bill), refused(bill))) == [False, True]
    line.refresh_from_db()
    assert (Invoice.objects.count(), line.invoiced) == (1, 2)


def test_two_invoices_issued_together_have_numbers_one_after_the_other(bistro: Account, petra: User) -> None:
    drafts = [invoice_of(bistro, petra, ("Cup", 1, 10, 0)) for _number in range(2)]
    at_once(*(lambda draft=draft: Invoice.objects.get(pk=draft.pk).issue(by=petra) for draft in drafts))
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert [number[-5:] for number in numbers] == ["00001", "00002"]


def test_an_invoice_issued_twice_is_issued_once(bistro: Account, petra: User) -> None:
    draft = invoice_of(bistro, petra, ("Cup", 1, 10, 0))

    def issue() -> None:
        Invoice.objects.get(pk=draft.pk).issue(by=petra)

    assert sorted(at_once(refused(issue), refused(issue))) == [False, True]
    draft.refresh_from_db()
    assert draft.number.endswith("00001") and Handover.objects.count() == 1


def test_two_payments_do_not_settle_an_invoice_twice(bistro: Account, petra: User) -> None:
    invoice = invoice_of(bistro, petra, ("Machine", 1, 100, 0))
    invoice.issue(by=petra)

    def pay() -> None:
        Payment(account_id=bistro.pk, amount=Decimal(80), currency="PLN").create(by=petra)

    at_once(pay, pay)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.balance) == ("paid", 0)
    assert sum(Allocation.objects.values_list("amount", flat=True)) == 100
    assert sorted(Payment.objects.values_list("open_amount", flat=True)) == [0, 60]


def test_two_clocks_bill_a_period_once(bistro: Account, petra: User) -> None:
    order = Order(account=bistro, currency="PLN", ordered_on=date(2026, 1, 1)).create(by=petra)
    order.write_lines([line_of_order("Service", 1, 10, 0, recurring="monthly")], by=petra)
    at_once(lambda: bill_subscriptions(date(2026, 3, 15)), lambda: bill_subscriptions(date(2026, 3, 15)))
    assert Invoice.objects.count() == 3


def test_two_workers_hand_a_paper_over_once(order: Order) -> None:
    given: list[str] = []

    class Office:
        name = "collected"

        def takes(self, paper: Any) -> bool:
            return True

        def hand_over(self, paper: Any, key: str) -> str:
            given.append(key)
            return "7"

    outbox.connect(Office())
    try:
        at_once(outbox.send_waiting, outbox.send_waiting)
    finally:
        outbox.disconnect("collected")
    assert len(given) == 1 and Handover.objects.get().state == "accepted"
