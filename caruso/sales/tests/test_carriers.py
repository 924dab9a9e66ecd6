"""Carriers are a list of the firm's; customers hear of what leaves, and where to follow it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.models import Carrier, Delivery, Order, OutgoingMail
from caruso.sales.models.carrier import carrier_choices, check_tracking_address
from caruso.sales.tests.mails import send_mails
from caruso.sales.tests.papers import order_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bistro: Account, petra: User) -> Order:
    bistro.change({"emails": [{"value": "bistro@example.com"}], "language": "cs"}, by=petra)
    return order_of(bistro, petra, ("Beans <b>Žižkov</b>", 2, 100))


@pytest.fixture
def delivery(order: Order, petra: User) -> Delivery:
    return Delivery(order=order, owner=petra).create(by=petra)


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def saved(person: User, **values: str) -> Any:
    form = {"name": "Zásilkovna", "tracking": "https://tracking.packeta.com/?id={number}", "active": "on", **values}
    return entered(person).post(reverse("sales:new_carrier"), form)


GOOD = ("https://a.example/{number}", "http://a.example:8080/t?n={number}&l=cs", "https://a.example/#/{number}")
BAD = (
    "javascript:alert({number})",
    "JavaScript://a.example/%0aalert({number})",
    "data:text/html,{number}",
    "//a.example/{number}",
    "a.example/{number}",
    "https://a.example/",
    "https://{number}.example/",
    "https://{number}",
    "https:///{number}",
    "https://safe.example@a.example/{number}",
    "https://a.example/{number}/{other}",
    'https://a.example/{number}"onclick=x',
    "https://a.example/{number} x",
    "https://a.example/\n{number}",
    "https://a.example:port/{number}",
)


@pytest.mark.any_database
@pytest.mark.parametrize("pattern", GOOD)
def test_a_web_address_with_a_place_for_the_number_is_taken(pattern: str, anna: User, petra: User) -> None:
    check_tracking_address(pattern)
    assert saved(anna, tracking=pattern).status_code == 302
    assert Carrier.objects.get(name="Zásilkovna").followed_at("A/1 <") == pattern.replace("{number}", "A%2F1%3C")


@pytest.mark.any_database
@pytest.mark.parametrize("pattern", BAD)
def test_nothing_else_is(pattern: str, anna: User) -> None:
    with pytest.raises(ValidationError):
        check_tracking_address(pattern)
    answer = saved(anna, tracking=pattern)
    assert answer.status_code == 422 or "\n" in pattern
    assert not any(pattern == one.tracking for one in Carrier.objects.all())


def test_what_was_slipped_into_the_database_is_no_link(delivery: Delivery) -> None:
    Carrier.objects.filter(code="gls").update(tracking="javascript:alert({number})")
    delivery.carrier, delivery.tracking_number = "gls", "1"
    assert delivery.tracking_url == ""


def test_a_new_carrier_is_offered_at_once_and_an_old_one_stays_where_it_was(
    delivery: Delivery, anna: User, petra: User
) -> None:
    saved(anna)
    made = Carrier.objects.get(name="Zásilkovna")
    assert made.code == "zasilkovna" and made.code in dict(carrier_choices())
    delivery.ship(by=petra, carrier="zasilkovna", tracking_number="Z 1")
    path = reverse("sales:carrier", args=[made.pk])
    assert entered(anna).post(path, {"name": made.name, "tracking": made.tracking}).status_code == 302
    assert made.code not in dict(carrier_choices())
    page = entered(petra).get(f"/deliveries/{delivery.pk}").content.decode()
    assert "Zásilkovna" in page and "https://tracking.packeta.com/?id=Z1" in page
    delivery.refresh_from_db()
    delivery.change({"note": "still with it"}, by=petra)
    entered(anna).post(reverse("sales:remove_carrier", args=[made.pk]))
    assert Carrier.objects.filter(pk=made.pk).exists()
    unused = Carrier.objects.get(code="fedex")
    entered(anna).post(reverse("sales:remove_carrier", args=[unused.pk]))
    assert not Carrier.objects.filter(code="fedex").exists()
    assert list(Event.objects.filter(object="sales.carrier").values_list("kind", flat=True).order_by("pk")) == [
        "created", "changed", "removed",
    ]  # fmt: skip


def test_carriers_are_offered_in_the_order_of_the_firm(anna: User, petra: User) -> None:
    first, second, third, *rest = offered = [code for code, _label in carrier_choices()]
    numbers = dict(Carrier.objects.values_list("code", "pk"))
    move = reverse("sales:move_carrier")
    page = entered(anna).get(reverse("sales:carriers")).content.decode()
    assert page.count('data-island="sortable"') == 1 and page.count('name="step" value="up"') == len(numbers)
    entered(anna).post(move, {"id": numbers[third], "step": "up"})
    assert [code for code, _label in carrier_choices()] == [first, third, second, *rest]
    assert entered(anna).post(move, {"id": numbers[second], "before": numbers[first]}).status_code == 204
    moved = [code for code, _label in carrier_choices()]
    assert moved == [second, first, third, *rest] != offered
    assert entered(petra).post(move, {"id": numbers[first], "step": "down"}).status_code == 403
    assert [code for code, _label in carrier_choices()] == moved
    assert Event.objects.filter(object="sales.carrier", kind="moved", actor=anna).count() == 2


def test_names_of_the_house_are_translated(anna: User) -> None:
    anna.language = "pl"
    anna.save()
    page = entered(anna).get(reverse("sales:carriers")).content.decode()
    assert "Odbiór przez klienta" in page or "odbiór" in page.lower()


def test_carriers_are_for_administrators_alone(marek: User, stranger: User, anna: User) -> None:
    one = Carrier.objects.get(code="gls")
    for name, numbers in (("carriers", []), ("new_carrier", []), ("carrier", [one.pk])):
        path = reverse(f"sales:{name}", args=numbers)
        for person in (marek, stranger):
            assert [entered(person).get(path).status_code, entered(person).post(path).status_code] == [403, 403], name
        assert entered(anna).get(path).status_code == 200
    gone = reverse("sales:remove_carrier", args=[one.pk])
    assert [entered(person).post(gone).status_code for person in (marek, stranger)] == [403, 403]
    assert Carrier.objects.filter(pk=one.pk).exists()


def ships(person: User, delivery: Delivery, **values: str) -> Any:
    form = {"carrier": "gls", "tracking_number": "G 7", "tell": "on", "email": "bistro@example.com", **values}
    return entered(person).post(reverse("sales:ship", args=[delivery.pk]), form)


def test_the_customer_hears_of_what_leaves_in_their_language(delivery: Delivery, petra: User) -> None:
    telling = entered(petra).get(reverse("sales:ship", args=[delivery.pk])).context["telling"]
    assert telling.ticked and telling.email == "bistro@example.com"
    assert ships(petra, delivery).status_code == 302
    delivery.refresh_from_db()
    assert (delivery.state, delivery.carrier, delivery.tracking_number) == ("shipped", "gls", "G 7")
    (message,) = send_mails()
    assert message.to == ["bistro@example.com"] and message.content_subtype == "plain"
    assert "https://gls-group.com/track/G7" in message.body and "Beans <b>Žižkov</b>" in message.body
    assert "Dobrý den" in message.body and "100" not in message.body
    event = Event.objects.get(kind="mailed", record=delivery.pk)
    assert event.data["email"] == "bistro@example.com"
    page = entered(petra).get(f"/accounts/{delivery.account_id}").content.decode()
    assert "sent by e-mail" in page


def test_every_other_door_tells_as_the_dialog_would(delivery: Delivery, order: Order, petra: User) -> None:
    entered(petra).post(f"/deliveries/{delivery.pk}/do/ship")
    delivery.refresh_from_db()
    (message,) = send_mails()
    assert delivery.state == "shipped" and message.to == ["bistro@example.com"]
    entered(petra).post(f"/deliveries/{delivery.pk}/do/ship")
    assert len(send_mails()) == 1, "a second time it does not leave, so nobody hears of it"


def test_who_ships_in_code_may_tell_nobody_and_a_customer_without_an_address_keeps_nothing_back(
    delivery: Delivery, bistro: Account, petra: User
) -> None:
    delivery.ship(by=petra, email="")
    assert delivery.state == "shipped" and not OutgoingMail.objects.exists()
    bistro.change({"emails": []}, by=petra)
    other = Delivery(order=order_of(bistro, petra, ("Cups", 1, 5)), owner=petra).create(by=petra)
    other.ship(by=None)
    assert other.state == "shipped" and not OutgoingMail.objects.exists()


def test_two_clicks_ship_and_tell_once(delivery: Delivery, petra: User) -> None:
    assert ships(petra, delivery).status_code == 302
    assert ships(petra, delivery).status_code == 422
    assert len(send_mails()) == 1


def test_without_the_tick_nobody_is_told(delivery: Delivery, petra: User) -> None:
    form = {"carrier": "gls", "email": "bistro@example.com"}
    entered(petra).post(reverse("sales:ship", args=[delivery.pk]), form)
    delivery.refresh_from_db()
    assert delivery.state == "shipped" and not OutgoingMail.objects.exists()


def test_a_wrong_address_ships_nothing(delivery: Delivery, petra: User) -> None:
    answer = ships(petra, delivery, email="a@b.example\nBcc: c@d.example")
    assert answer.status_code == 422
    delivery.refresh_from_db()
    assert delivery.state == "planned" and not OutgoingMail.objects.exists()


def test_a_customer_without_an_address_is_not_ticked(bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Beans", 2, 100))
    delivery = Delivery(order=order, owner=petra).create(by=petra)
    telling = entered(petra).get(reverse("sales:ship", args=[delivery.pk])).context["telling"]
    assert not telling.ticked and telling.email == ""


def test_what_leaves_at_once_is_told_from_its_dialog(order: Order, petra: User) -> None:
    line = order.lines.get()
    form = {f"quantity-{line.pk}": "2", "carrier": "dpd", "tracking_number": "9", "at_once": "1"}
    told = {**form, "tell": "on", "email": "bistro@example.com"}
    browser = entered(petra)
    assert browser.post(reverse("sales:deliver", args=[order.pk]), told).status_code == 302
    page = browser.get(f"/orders/{order.pk}").content.decode()
    assert "has left; we tell bistro@example.com." in page and "was not told" not in page
    (message,) = send_mails()
    assert "p1=9" in message.body


def test_shipping_asks_for_the_right_to_edit(delivery: Delivery, petra: User, jan: User, stranger: User) -> None:
    assert [ships(one, delivery).status_code for one in (jan, stranger)] == [403, 404]
    delivery.refresh_from_db()
    assert delivery.state == "planned" and not OutgoingMail.objects.exists()


def test_a_cancelled_delivery_is_not_told_any_more(delivery: Delivery, petra: User) -> None:
    ships(petra, delivery)
    delivery.refresh_from_db()
    delivery.cancel(by=petra)
    assert not send_mails() and OutgoingMail.objects.get().state == "cancelled"
