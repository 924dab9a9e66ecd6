"""Deliveries and returns: never more than was ordered, and the order follows."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.models import Delivery, Order, Return
from caruso.sales.tests.papers import order_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bistro: Account, petra: User) -> Order:
    return order_of(bistro, petra, ("Coffee machine", 2, 4000), ("Beans", 10, 40, 5))


def read(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def counts(order: Order, name: str) -> list[Decimal]:
    return [getattr(line, name) for line in order.lines.all()]


def test_a_delivery_takes_what_is_asked_and_the_order_is_delivered_in_part(order: Order, petra: User) -> None:
    machines, beans = order.lines.all()
    delivery = Delivery(order=order).create(by=petra, quantities={machines.pk: Decimal(1), beans.pk: Decimal(10)})
    assert counts(order, "planned") == [1, 10]
    assert read(order).state == "confirmed"
    delivery.ship(by=petra, carrier="dpd", tracking_number="13A")
    assert counts(order, "delivered") == [1, 10] and counts(order, "planned") == [0, 0]
    assert read(order).state == "partly"
    assert delivery.tracking_url.endswith("p1=13A")
    rest = Delivery(order=order).create(by=petra)
    rest.ship(by=petra)
    assert read(order).state == "shipped"
    delivery.arrive(by=petra)
    rest.arrive(by=petra)
    assert read(order).state == "delivered"


def test_no_more_is_delivered_than_was_ordered(order: Order, petra: User) -> None:
    machines, _beans = order.lines.all()
    Delivery(order=order).create(by=petra, quantities={machines.pk: Decimal(2)})
    before = Event.objects.count()
    for quantity in (Decimal("0.0001"), Decimal(3), Decimal(-1)):
        with pytest.raises(ValidationError):
            Delivery(order=order).create(by=petra, quantities={machines.pk: quantity})
    assert (Delivery.objects.count(), Event.objects.count()) == (1, before)


def test_a_line_of_another_order_is_refused(order: Order, bistro: Account, petra: User) -> None:
    other = order_of(bistro, petra, ("Cup", 1, 5))
    with pytest.raises(ValidationError):
        Delivery(order=order).create(by=petra, quantities={other.lines.get().pk: Decimal(1)})


def test_a_cancelled_delivery_gives_its_quantities_back(order: Order, petra: User) -> None:
    delivery = Delivery(order=order).create(by=petra)
    delivery.ship(by=petra)
    delivery.cancel(by=petra)
    assert counts(order, "delivered") == [0, 0]
    assert read(order).state == "confirmed"
    with pytest.raises(ValidationError):
        delivery.ship(by=petra)


def test_a_delivery_that_counts_is_not_deleted(order: Order, petra: User) -> None:
    delivery = Delivery(order=order).create(by=petra)
    with pytest.raises(ValidationError):
        delivery.put_in_bin(by=petra)
    delivery.cancel(by=petra)
    delivery.put_in_bin(by=petra)
    assert Delivery.objects.live().count() == 0


def test_the_lines_of_an_order_stay_once_something_has_gone(order: Order, petra: User) -> None:
    assert order.is_editable
    Delivery(order=order).create(by=petra)
    assert not read(order).is_editable
    with pytest.raises(ValidationError):
        order.write_lines([], by=petra)
    with pytest.raises(ValidationError):
        order.change({"currency": "EUR"}, by=petra)
    with pytest.raises(ValidationError):
        order.put_in_bin(by=petra)
    with pytest.raises(ValidationError):
        order.cancel(by=petra)


def test_a_return_for_replacement_is_sent_anew(order: Order, petra: User) -> None:
    Delivery(order=order).create(by=petra).arrive(by=petra)
    machines, _beans = order.lines.all()
    returned = Return(order=order, reason="faulty", outcome="replacement").create(
        by=petra, quantities={machines.pk: Decimal(1)}
    )
    with pytest.raises(ValidationError):
        Return(order=order).create(by=petra, quantities={machines.pk: Decimal(2)})
    returned.receive(by=petra)
    assert counts(order, "returned") == [1, 0]
    assert read(order).state == "partly"
    assert [line.to_deliver for line in order.lines.all()] == [1, 0]
    Delivery(order=order).create(by=petra).arrive(by=petra)
    assert read(order).state == "delivered"
    assert counts(order, "delivered") == [3, 10]


def test_nothing_comes_back_that_has_not_left(order: Order, petra: User) -> None:
    Delivery(order=order).create(by=petra)
    machines, _beans = order.lines.all()
    with pytest.raises(ValidationError):
        Return(order=order).create(by=petra, quantities={machines.pk: Decimal(1)})


def test_a_delivery_whose_goods_came_back_is_not_cancelled(order: Order, petra: User) -> None:
    delivery = Delivery(order=order).create(by=petra)
    delivery.ship(by=petra)
    Return(order=order).create(by=petra)
    with pytest.raises(ValidationError):
        delivery.cancel(by=petra)
    delivery.refresh_from_db()
    assert delivery.state == "shipped"


def test_services_and_goods_are_delivered_and_subscriptions_are_not(bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100))
    assert order.lines.get().is_delivered
    line = order.lines.get()
    line.recurring = "monthly"
    assert not line.is_delivered and line.to_deliver == 0
