"""Subscriptions are invoiced by the clock, each period once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.from_order import invoice_order
from caruso.sales.models import Invoice, Order, SubscriptionPeriod
from caruso.sales.models.billing import billing
from caruso.sales.subscriptions import bill_subscriptions, months_after
from caruso.sales.tests.papers import line_of_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bistro: Account, petra: User) -> Order:
    order = Order(account=bistro, owner=petra, currency="PLN", ordered_on=date(2026, 1, 31)).create(by=petra)
    order.write_lines(
        [
            line_of_order("Machine", 1, 4000),
            line_of_order("Service", 1, 100, recurring="monthly"),
            line_of_order("Rent", 2, 50, recurring="quarterly"),
        ],
        by=petra,
    )
    return order


def test_every_period_is_invoiced_once(order: Order) -> None:
    assert bill_subscriptions(date(2026, 1, 30)) == 0
    assert bill_subscriptions(date(2026, 1, 31)) == 1
    assert bill_subscriptions(date(2026, 1, 31)) == 0
    first = Invoice.objects.get()
    assert first.net_total == 200
    assert bill_subscriptions(date(2026, 5, 1)) == 3
    assert SubscriptionPeriod.objects.count() == 6
    starts = SubscriptionPeriod.objects.filter(order_line__recurring="monthly").order_by("starts_on")
    assert list(starts.values_list("starts_on", flat=True)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
    assert starts[0].ends_on == date(2026, 2, 27)


def test_what_is_paid_once_is_invoiced_apart(order: Order, petra: User) -> None:
    bill_subscriptions(date(2026, 2, 1))
    assert invoice_order(order, by=petra).net_total == 4000
    order.refresh_from_db()
    assert order.invoiced_total == 4000


def test_a_subscription_ends_on_its_last_day(order: Order, petra: User) -> None:
    order.change({"billing_until": date(2026, 2, 27)}, by=petra)
    assert bill_subscriptions(date(2027, 1, 1)) == 1
    assert bill_subscriptions(date(2027, 1, 1)) == 0


@pytest.mark.parametrize("prolonged", ["2026-04-15", ""])
def test_a_subscription_that_is_prolonged_goes_on_where_it_stopped(
    order: Order, petra: User, client: Client, prolonged: str
) -> None:
    order.change({"billing_until": date(2026, 2, 27)}, by=petra)
    for _twice in range(2):
        bill_subscriptions(date(2026, 4, 1))
    assert SubscriptionPeriod.objects.count() == 2
    client.force_login(petra)
    form = {"account": order.account_id, "currency": "PLN", "rounding": "total", "owner": petra.pk}
    saved = client.post(f"/orders/{order.pk}/edit", {**form, "ordered_on": "2026-01-31", "billing_until": prolonged})
    assert saved.status_code == 302
    assert bill_subscriptions(date(2026, 4, 30)) == (2 if prolonged else 3)
    starts = SubscriptionPeriod.objects.filter(order_line__recurring="monthly").values_list("starts_on", flat=True)
    assert date(2026, 2, 28) in starts and date(2026, 3, 31) in starts


def test_a_cancelled_order_is_not_billed(order: Order, petra: User) -> None:
    order.cancel(by=petra)
    assert bill_subscriptions(date(2027, 1, 1)) == 0


def test_a_draft_of_a_running_subscription_is_not_thrown_away(order: Order, petra: User) -> None:
    bill_subscriptions(date(2026, 1, 31))
    with pytest.raises(ValidationError):
        Invoice.objects.get().put_in_bin(by=petra)


def test_they_are_issued_at_once_where_the_firm_wants_it(order: Order, anna: User) -> None:
    billing().change({"issue_subscriptions": True}, by=anna)
    bill_subscriptions(date(2026, 1, 31))
    assert Invoice.objects.get().state == "issued"


def test_a_credit_note_over_a_period_opens_nothing_of_the_order(order: Order, petra: User) -> None:
    bill_subscriptions(date(2026, 1, 31))
    invoice = Invoice.objects.get()
    invoice.issue(by=petra)
    invoice.credit(by=petra).issue(by=petra)
    assert [line.invoiced for line in order.lines.all()] == [Decimal(0)] * 3


def test_months_end_where_they_end() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 10, 31), 4) == date(2027, 2, 28)
