"""Orders and invoices go to the back office once, and what it refuses is shown to a person."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import Event, Notification, User
from caruso.sales import outbox
from caruso.sales.models import CreditTerms, Handover, Order
from caruso.sales.tests.papers import invoice_of, order_of
from caruso.sales.tests.test_hidden_amounts import hide

pytestmark = pytest.mark.django_db


class Office:
    """A back office that keeps what it was given."""

    name = "ledger"

    def __init__(self) -> None:
        self.given: list[str] = []
        self.cancelled: list[str] = []
        self.problem: Exception | None = None

    def takes(self, paper: Any) -> bool:
        return True

    def hand_over(self, paper: Any, key: str) -> str:
        if self.problem:
            raise self.problem
        self.given.append(key)
        return f"FV/{paper.number}"

    def cancel(self, order: Any, key: str) -> str:
        if self.problem:
            raise self.problem
        self.cancelled.append(key)
        return f"ST/{order.number}"


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    outbox.connect(office)
    yield office
    outbox.disconnect(office.name)


def test_an_order_is_handed_over_once(office: Office, bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100))
    assert outbox.send_waiting() == 1
    order.refresh_from_db()
    order.change({"customer_reference": "PO 7"}, by=petra)
    outbox.queue(order, by=petra)
    assert outbox.send_waiting() == 0
    handover = Handover.objects.get()
    assert (handover.state, handover.reference) == ("accepted", f"FV/{order.number}")
    assert office.given == [handover.key]
    assert not order.is_editable


def test_an_empty_or_held_order_is_not_handed_over(bistro: Account, petra: User, marek: User) -> None:
    CreditTerms(account=bistro, credit_limit=Decimal(100), currency="EUR").create(by=marek)
    Order(account=bistro, currency="EUR").create(by=petra)
    held = order_of(bistro, petra, ("Machine", 1, 900, 0), currency="EUR")
    assert Handover.objects.count() == 0
    Order.objects.get(pk=held.pk).release(by=marek)
    assert Handover.objects.get().order_id == held.pk


def test_an_invoice_is_handed_over_when_it_is_issued(bistro: Account, petra: User) -> None:
    invoice = invoice_of(bistro, petra, ("Advice", 1, 100))
    assert Handover.objects.count() == 0
    invoice.issue(by=petra)
    handover = Handover.objects.get()
    assert (handover.title, handover.target, handover.state) == (invoice.number, "collected", "waiting")
    assert outbox.send_waiting() == 0


def test_what_is_refused_is_told_and_tried_again(office: Office, bistro: Account, petra: User) -> None:
    office.problem = outbox.Refused("The customer is not known there.")
    order_of(bistro, petra, ("Machine", 1, 100))
    assert outbox.send_waiting() == 0
    handover = Handover.objects.get()
    assert (handover.state, handover.reason) == ("refused", "The customer is not known there.")
    assert Notification.objects.filter(kind="handover_refused", person=petra).exists()
    assert outbox.send_waiting() == 0
    office.problem = None
    handover.try_again(by=petra)
    assert outbox.send_waiting() == 1
    assert len(office.given) == 1


def test_a_lost_answer_is_never_sent_again_by_itself(office: Office, bistro: Account, petra: User) -> None:
    order_of(bistro, petra, ("Machine", 1, 100))
    handover = Handover.objects.get()
    handover.change({"state": "sending", "sent_at": timezone.now() - timedelta(hours=1)}, by=None)
    assert outbox.send_waiting() == 0
    handover.refresh_from_db()
    assert handover.state == "refused" and office.given == []


def test_what_breaks_is_shown_and_not_repeated(office: Office, bistro: Account, petra: User) -> None:
    office.problem = ConnectionError("reset")
    order_of(bistro, petra, ("Machine", 1, 100))
    outbox.send_waiting()
    outbox.send_waiting()
    handover = Handover.objects.get()
    assert (handover.state, handover.attempts) == ("refused", 1)


def test_what_is_accepted_stays_accepted(bistro: Account, petra: User) -> None:
    order_of(bistro, petra, ("Machine", 1, 100))
    handover = Handover.objects.get()
    handover.accept(by=petra, reference="7")
    for state in ("waiting", "refused", "sending"):
        with pytest.raises(ValidationError):
            handover.change({"state": state}, by=petra)
    with pytest.raises(ValidationError):
        handover.put_in_bin(by=petra)


def test_an_order_that_was_collected_is_cancelled_from_its_page_and_the_cancellation_collected(
    bistro: Account, petra: User, marek: User, client: Client
) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100))
    client.force_login(marek)
    assert ",order," in client.post(reverse("sales:collect")).content.decode("utf-8-sig")
    asks = reverse("sales:cancel_order", args=[order.pk])
    assert asks in client.get(f"/orders/{order.pk}").content.decode()
    assert "told by the outbox" in client.get(asks).content.decode()
    assert client.post(asks, {"reason": "They closed"}).status_code == 302
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert Event.objects.get(kind="cancelled").data["reason"] == "They closed"
    told = client.post(reverse("sales:collect")).content.decode("utf-8-sig")
    assert f"{order.number},order_cancelled," in told
    assert asks not in client.get(f"/orders/{order.pk}").content.decode()
    assert client.get(asks).status_code == 404


def test_a_connected_office_hears_of_the_cancellation_once_and_of_an_order_that_goes_on(
    office: Office, bistro: Account, petra: User
) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100))
    outbox.send_waiting()
    order.refresh_from_db()
    order.cancel(by=petra)
    order.reopen(by=petra)
    assert outbox.send_waiting() == 0 and not order.is_editable
    order.cancel(by=petra)
    assert outbox.send_waiting() == 1 and len(office.cancelled) == 1
    order.reopen(by=petra)
    assert order.is_editable
    assert outbox.send_waiting() == 1
    assert len(office.given) == 2 and len({*office.given, *office.cancelled}) == 3


def test_an_order_that_never_went_out_is_not_sent_after_it_was_cancelled_or_binned(
    office: Office, bistro: Account, petra: User
) -> None:
    cancelled, binned = (order_of(bistro, petra, ("Machine", 1, 100)) for _twice in range(2))
    Order.objects.get(pk=cancelled.pk).cancel(by=petra)
    Order.objects.get(pk=binned.pk).put_in_bin(by=petra)
    assert outbox.send_waiting() == 0 and office.cancelled == []
    Order.objects.get(pk=cancelled.pk).reopen(by=petra)
    Order.objects.get(pk=binned.pk).restore(by=petra)
    assert outbox.send_waiting() == 2


def test_what_the_back_office_has_is_not_binned(office: Office, bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100))
    outbox.send_waiting()
    with pytest.raises(ValidationError):
        Order.objects.get(pk=order.pk).put_in_bin(by=petra)


def test_who_may_not_change_the_order_does_not_cancel_it(
    bistro: Account, petra: User, jan: User, stranger: User, client: Client
) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100))
    for person, status in ((jan, 403), (stranger, 404)):
        client.force_login(person)
        assert client.post(reverse("sales:cancel_order", args=[order.pk]), {"reason": "x"}).status_code == status
    assert Order.objects.get(pk=order.pk).state == "confirmed"


def page(client: Client, person: User, address: str) -> str:
    client.force_login(person)
    return client.get(address).content.decode().replace("\xa0", " ")


def test_its_page_tells_what_it_is_where_it_goes_and_why_it_was_refused(
    office: Office, bistro: Account, petra: User, client: Client
) -> None:
    office.problem = outbox.Refused("No card for this customer.")
    order = order_of(bistro, petra, ("Machine", 1, 100, 0))
    address = f"/handovers/{Handover.objects.get().pk}"
    assert "It goes there within a minute" in page(client, petra, address)
    outbox.send_waiting()
    said = page(client, petra, address)
    for told in (f'href="/orders/{order.pk}"', bistro.name, "100.00", "ledger", "No card for this customer."):
        assert told in said, told
    assert "Try again" in said and "Set aside" in said
    listed = page(client, petra, "/handovers/")
    assert bistro.name in listed and "No card for this customer." in listed


def test_its_page_tells_no_amount_that_is_hidden(bistro: Account, petra: User, client: Client) -> None:
    order_of(bistro, petra, ("Machine", 1, 7654, 0))
    address = f"/handovers/{Handover.objects.get().pk}"
    assert "7,654" in page(client, petra, address)
    hide(petra, "sales.order", "gross_total")
    assert "7,654" not in page(client, petra, address)


def test_a_refused_one_stands_on_the_day_of_whose_it_is_until_it_is_set_aside_with_a_reason(
    office: Office, bistro: Account, petra: User, jan: User, client: Client
) -> None:
    office.problem = outbox.Refused("No card for this customer.")
    order_of(bistro, petra, ("Machine", 1, 100))
    outbox.send_waiting()
    assert "No card for this customer." in page(client, petra, "/")
    assert "No card for this customer." not in page(client, jan, "/")
    handover = Handover.objects.get()
    aside = reverse("sales:set_aside", args=[handover.pk])
    assert client.post(aside, {"reason": "Typed there by hand"}).status_code == 403
    client.force_login(petra)
    assert client.post(aside, {"reason": "  "}).status_code == 422
    handover.refresh_from_db()
    assert handover.state == "refused"
    assert client.post(aside, {"reason": "Typed there by hand"}).status_code == 302
    handover.refresh_from_db()
    assert (handover.state, handover.reason) == ("recalled", "Typed there by hand")
    assert "No card" not in page(client, petra, "/") and client.get(aside).status_code == 404
    assert "Typed there by hand" in page(client, petra, f"/handovers/{handover.pk}")
