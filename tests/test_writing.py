"""Every write is whole: the rows, one event, what is kept beside them, told once; or nothing of it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from caruso.customers.models import Account, Activity, Affiliation, Contact, Relationship
from caruso.kernel import destroying, writing, written
from caruso.kernel.events.subscribers import _subscribers, subscribe
from caruso.kernel.models import Event, Tagging, TimelineEntry, User
from caruso.kernel.tests.shop.models import Customer, Purchase, Shop
from caruso.kernel.written import Written, keep_beside

KEPT = ("Tagging", "SearchEntry", "MatchKey", "Occasion", "TimelineEntry", "Event")


@pytest.fixture
def told() -> Iterator[Counter[tuple[str, str, int]]]:
    """How often keepers were told of each verb on each record."""
    counted: Counter[tuple[str, str, int]] = Counter()

    def count(one: Written) -> None:
        counted.update((one.object.key, one.verb, record.pk) for record in one.records)

    keep_beside(count)
    yield counted
    written._keepers.remove(count)


def everything_kept() -> dict[str, int]:
    models = [model for model in apps.get_models() if model.__name__ in KEPT]
    assert len(models) == len(KEPT)
    return {model.__name__: model._default_manager.count() for model in models}


def full_contact(by: User, **values: Any) -> Any:
    """A contact of which every keeper keeps something."""
    given = {
        "first_name": "Jan",
        "last_name": "Novák",
        "emails": [{"value": "jan@example.com", "primary": True}],
        "birthday": "1980-05-07",
        "tags": ["vip"],
        **values,
    }
    contact = Contact()
    for name, value in given.items():
        contact.put(name, contact.described.field(name).parse(value))
    return contact.create(by=by)


@pytest.mark.parametrize("verb", ["create", "change", "bin", "restore", "destroy", "complete"])
def test_what_is_rolled_back_leaves_neither_rows_nor_events_nor_anything_beside(
    verb: str, anna: User, django_capture_on_commit_callbacks: Any
) -> None:
    contact = full_contact(anna)
    binned = full_contact(anna, last_name="Binned")
    binned.put_in_bin(by=anna)
    call = Activity(subject="Call", contact=contact, owner=anna).create(by=anna)
    acts = {
        "create": lambda: full_contact(anna),
        "change": lambda: contact.change({"last_name": "Changed", "tags": ["new"], "birthday": None}, by=anna),
        "bin": lambda: contact.put_in_bin(by=anna),
        "restore": lambda: binned.restore(by=anna),
        "destroy": lambda: binned.destroy(by=anna),
        "complete": lambda: call.complete(by=anna),
    }
    before = everything_kept(), list(Contact.objects.order_by("pk").values()), list(Activity.objects.values())
    heard: list[Event] = []
    hear = subscribe("*")(heard.extend)
    try:
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
            acts[verb]()
            assert (everything_kept(), list(Contact.objects.order_by("pk").values())) != before[:2]
            raise RuntimeError
        after = everything_kept(), list(Contact.objects.order_by("pk").values()), list(Activity.objects.values())
        assert after == before
        assert heard == []
        call.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            acts[verb]()
        assert len(heard) == 1
    finally:
        _subscribers["*"].remove(hear)


def test_a_keeper_that_fails_takes_the_write_with_it(anna: User) -> None:
    def refuse(one: Written) -> None:
        raise RuntimeError("no room")

    keep_beside(refuse)
    try:
        with pytest.raises(RuntimeError, match="no room"):
            Shop(name="Corner").create(by=anna)
    finally:
        written._keepers.remove(refuse)
    assert not Shop.objects.exists()
    assert not Event.objects.filter(object="shop.shop").exists()


def test_keepers_are_told_of_each_record_exactly_once(anna: User, told: Counter[tuple[str, str, int]]) -> None:
    shops = [Shop(name=f"Shop {number}") for number in range(3)]
    writing.create(shops, by=anna)
    numbers = [shop.pk for shop in shops]
    writing.change_all([(shop, {"city": "Brno"}) for shop in shops], by=anna)
    writing.change_all([(shop, {"city": "Brno"}) for shop in shops], by=anna)
    for verb in (writing.put_in_bin, writing.put_in_bin, writing.restore, writing.restore):
        verb(shops, by=anna)
    destroying.destroy(shops, by=anna)
    assert told == {
        ("shop.shop", verb, number): 1
        for verb in ("create", "change", "bin", "restore", "destroy")
        for number in numbers
    }
    kinds = Counter(Event.objects.filter(object="shop.shop").values_list("kind", flat=True))
    assert kinds == {"created": 3, "changed": 3, "binned": 3, "restored": 3, "destroyed": 3}


def test_of_a_change_refused_half_way_nothing_is_written(anna: User) -> None:
    shops = [Shop(name=f"Shop {number}").create(by=anna) for number in range(2)]
    Shop.objects.filter(pk=shops[1].pk).delete()
    with pytest.raises(writing.Conflict):
        writing.change_all([(shop, {"city": "Brno"}) for shop in shops], by=anna)
    assert Shop.objects.get().city == ""
    assert not Event.objects.filter(kind="changed").exists()


def test_what_belongs_to_a_destroyed_record_goes_with_an_event_of_its_own(
    anna: User, told: Counter[tuple[str, str, int]]
) -> None:
    customer = Customer(name="Jana").create(by=anna)
    number_of_customer = customer.pk
    bought = [Purchase(title=f"Book {number}", customer=customer).create(by=anna) for number in range(2)]
    numbers = [one.pk for one in bought]
    told.clear()
    customer.destroy(by=anna)
    assert not Purchase.objects.exists()
    assert told == {("shop.customer", "destroy", number_of_customer): 1} | {
        ("shop.purchase", "destroy", number): 1 for number in numbers
    }
    gone = Event.objects.filter(object="shop.purchase", kind="destroyed")
    assert sorted(gone.values_list("record", flat=True)) == numbers
    assert {event.data["title"] for event in gone} == {"Book 0", "Book 1"}
    assert {event.actor for event in gone} == {anna}


def test_what_only_leads_to_a_destroyed_record_stays_and_tells_that_the_link_is_gone(
    anna: User, told: Counter[tuple[str, str, int]]
) -> None:
    shop = Shop(name="Corner").create(by=anna)
    number = shop.pk
    customer = Customer(name="Jana", shop=shop).create(by=anna)
    branch = Shop(name="Branch", part_of=shop).create(by=anna)
    branch.put_in_bin(by=anna)
    told.clear()
    shop.destroy(by=anna)
    customer.refresh_from_db()
    branch.refresh_from_db()
    assert (customer.shop_id, branch.part_of_id, customer.version) == (None, None, 2)
    changed = Event.objects.filter(object="shop.customer", kind="changed").get()
    assert changed.changes == {"shop": [number, None]}
    assert told[("shop.customer", "change", customer.pk)] == told[("shop.shop", "change", branch.pk)] == 1


def test_a_destroyed_contact_takes_places_and_ties_along_and_its_activities_stay(anna: User) -> None:
    account = Account(name="Firm").create(by=anna)
    boss = full_contact(anna, last_name="Boss", account=account.pk)
    clerk = full_contact(anna, last_name="Clerk", account=account.pk)
    tie = Relationship(kind="reports_to", from_contact=clerk, to_contact=boss).create(by=anna)
    call = Activity(subject="Call", contact=boss, owner=anna).create(by=anna)
    place = Affiliation.objects.get(contact=boss)
    number, place_number, tie_number = boss.pk, place.pk, tie.pk
    boss.put_in_bin(by=anna)
    boss.destroy(by=anna)
    destroyed = set(Event.objects.filter(kind="destroyed").values_list("object", "record"))
    assert destroyed == {
        ("customers.contact", number),
        ("customers.affiliation", place_number),
        ("customers.relationship", tie_number),
    }
    assert not Relationship.objects.exists()
    assert Affiliation.objects.get().contact == clerk
    call.refresh_from_db()
    assert (call.contact_id, call.account_id) == (None, account.pk)
    assert Event.objects.get(object="customers.activity", kind="changed").changes == {"contact": [number, None]}
    assert TimelineEntry.objects.filter(
        object="customers.account", record=account.pk, event__record=place_number
    ).exists()
    assert not Tagging.objects.filter(object="customers.contact", record=number).exists()


def test_a_destroyed_account_leaves_its_people_and_what_was_planned_with_them(anna: User) -> None:
    account = Account(name="Firm").create(by=anna)
    number = account.pk
    contact = full_contact(anna, account=number)
    call = Activity(subject="Call", contact=contact, due_at="2030-01-01T10:00Z", owner=anna)
    call.due_at = call.described.field("due_at").parse("2030-01-01 10:00")
    call.create(by=anna)
    assert call.account_id == number
    account.destroy(by=anna)
    contact.refresh_from_db()
    call.refresh_from_db()
    assert (contact.account_id, call.account_id, call.contact_id) == (None, None, contact.pk)
    assert contact.next_activity_at == call.due_at
    told = Event.objects.filter(kind="changed")
    assert sorted((event.object, event.changes["account"]) for event in told) == [
        ("customers.activity", [number, None]),
        ("customers.contact", [number, None]),
    ]
