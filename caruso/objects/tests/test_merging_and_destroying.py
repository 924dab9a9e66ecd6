"""What modelled objects lead to is merged, taken apart and destroyed, whatever kinds of fields they have."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User
from caruso.kernel.values import stored_value
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import screen_of
from caruso.screens.merging.counting import moving_along
from caruso.screens.merging.merge import merge, undo
from caruso.screens.merging.values import propose
from caruso.screens.search.finding import search

pytestmark = pytest.mark.django_db


def contact(name: str, by: User) -> Contact:
    return Contact(first_name="Jan", last_name=name, owner=by).create(by=by)


@pytest.fixture
def meeting_points(anna: User) -> Any:
    """With a name of two words, several witnesses, a formula and something added up on contacts."""
    made = make_object({"en": "Meeting point"}, {"en": "Meeting points"}, by=anna)
    add_field(made.key, "integer", {"en": "Seats"}, by=anna)
    several = {"target": "customers.contact", "many": True, "reverse": "points"}
    add_field(made.key, "relation", {"en": "Witnesses"}, by=anna, options=several)
    one = {"target": "customers.contact", "reverse": "kept_points"}
    add_field(made.key, "relation", {"en": "Keeper"}, by=anna, options=one)
    add_field(made.key, "formula", {"en": "Twice"}, by=anna, options={"formula": "seats * 2"})
    summed = {"collection": "kept_points", "function": "sum", "field": "seats"}
    add_field("customers.contact", "roll_up", {"en": "All seats"}, by=anna, options={"roll_up": summed})
    guardian = {"target": "customers.contact", "reverse": "guarded"}
    add_field("customers.account", "relation", {"en": "Guardian"}, by=anna, options=guardian)
    return made


def point(meeting_points: Any, by: User, **values: Any) -> Any:
    record = screen_of(meeting_points.key).model(name="Old Town Square", owner=by)
    for name, value in values.items():
        record.put(name, value)
    return record.create(by=by)


def led_to(record: Any, name: str) -> Any:
    return stored_value(type(record).objects.get(pk=record.pk), name)


def test_what_leads_to_several_or_by_an_added_field_follows_a_merge_and_comes_back(
    meeting_points: Any, anna: User, client: Client
) -> None:
    main, other, third = (contact(name, anna) for name in ("Novák", "Novak", "Černý"))
    square = point(meeting_points, anna, witnesses=[third.pk, other.pk, main.pk], keeper=other.pk)
    alone = point(meeting_points, anna, witnesses=[other.pk])
    firm = Account(name="Huta", owner=anna)
    firm.put("guardian", other.pk)
    firm.create(by=anna)
    assert dict(moving_along(main, [other])) == {"Meeting points": 3, "accounts": 1}

    merged = merge(main, [other], propose(screen_of(Contact), main, [other], anna), by=anna)
    assert led_to(square, "witnesses") == [third.pk, main.pk] and led_to(square, "keeper") == main.pk
    assert led_to(alone, "witnesses") == [main.pk] and led_to(firm, "guardian") == main.pk
    client.force_login(anna)
    side = client.get(f"/contacts/{main.pk}/panels").content.decode()
    assert side.count(f'href="/meeting-points/{square.pk}"') == 2 and "Huta" in side
    assert client.get("/api/v1/meeting-points", {"where": f"witnesses has any ({main.pk})"}).json()["items"]

    alone.refresh_from_db()
    alone.change({"witnesses": [third.pk]}, by=anna)
    undone = undo(merged, by=anna)
    assert led_to(square, "witnesses") == [third.pk, other.pk, main.pk] and led_to(square, "keeper") == other.pk
    assert led_to(firm, "guardian") == other.pk
    assert led_to(alone, "witnesses") == [third.pk], "somebody has led it elsewhere since"
    assert undone.links == 1
    assert f'href="/meeting-points/{square.pk}"' in client.get(f"/contacts/{other.pk}/panels").content.decode()


@pytest.mark.parametrize("what", ["contact", "point"])
def test_records_are_destroyed_beside_fields_that_are_worked_out(
    meeting_points: Any, anna: User, client: Client, what: str
) -> None:
    keeper = contact("Novák", anna)
    square = point(meeting_points, anna, keeper=keeper.pk, witnesses=[keeper.pk], seats=4)
    gone, address = (keeper, "contacts") if what == "contact" else (square, "meeting-points")
    gone.refresh_from_db()
    gone.put_in_bin(by=anna)
    client.force_login(anna)
    assert client.post(f"/{address}/{gone.pk}/destroy").status_code == 302
    assert not type(gone).objects.filter(pk=gone.pk).exists()
    assert client.get("/meeting-points/").status_code == 200


def test_an_object_with_a_name_of_two_words_is_searched(meeting_points: Any, anna: User, client: Client) -> None:
    square = point(meeting_points, anna)
    client.force_login(anna)
    assert [hit.number for hit in search(anna, "town squ")] == [square.pk]
    assert f"/meeting-points/{square.pk}" in client.get("/search/results", {"q": "town"}).content.decode()
    assert f"/meeting-points/{square.pk}" in client.get("/meeting-points/", {"q": "squ"}).content.decode()
    assert client.get("/meeting-points/lookup", {"q": "old"}).status_code == 200
    assert client.get("/api/v1/meeting-points", {"q": "town"}).json()["items"][0]["id"] == square.pk
