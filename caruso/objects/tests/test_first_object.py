"""One modelled object through every face."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client

from caruso.kernel.models import Event, User
from caruso.objects.modelled import live
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import destroy_object, make_object, put_object_away
from caruso.screens.description import screen_of
from caruso.screens.search.finding import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(anna: User):
    definition = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    add_field(definition.key, "text", {"en": "Subject"}, by=anna)
    add_field(definition.key, "choice", {"en": "State"}, by=anna, choices=["New", "Paid"])
    add_field(definition.key, "money", {"en": "Amount"}, by=anna)
    add_field(definition.key, "choices", {"en": "Causes"}, by=anna, choices=["Water", "Fire"])
    add_field(definition.key, "date", {"en": "Happened on"}, by=anna)
    add_field(
        definition.key,
        "relation",
        {"en": "Contact"},
        by=anna,
        options={"target": "customers.contact", "reverse": "claims"},
    )
    return definition


def test_a_claim_is_made_listed_changed_and_found(claims, anna: User, client: Client) -> None:
    client.force_login(anna)
    screen = screen_of(claims.key)
    made = client.post(
        "/claims/new",
        {"name": "Flooded cellar", "subject": "Water", "state": "new", "amount": "1200", "currency": "EUR"},
    )
    assert made.status_code == 302, made.content.decode()[:3000]
    record = screen.model.objects.get()
    assert record.amount == 1200 and record.amount_base == 1200
    page = client.get("/claims/").content.decode()
    assert "Flooded cellar" in page and "New" in page
    page = client.get(f"/claims/{record.pk}").content.decode()
    assert "Flooded cellar" in page
    assert f'href="/claims/{record.pk}"' in client.get("/search", {"q": "floo"}).content.decode()
    assert (
        client.get("/api/v1/claims", {"where": "amount > 1000 and state = new"}).json()["items"][0]["name"]
        == "Flooded cellar"
    )


def test_the_first_request_after_a_change_may_go_to_the_object_itself(claims, anna: User) -> None:
    """Addresses are resolved where the database may not be asked, so the object must be known by then."""
    visitor = AsyncClient()
    visitor.force_login(anna)
    live.forget()
    assert async_to_sync(visitor.get)("/claims/").status_code == 200


def test_an_object_made_anew_under_a_destroyed_name_begins_without_its_past(anna: User) -> None:
    def claim() -> Any:
        made = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
        return made, screen_of(made.key).model(name="Flooded cellar").create(by=anna)

    definition, first = claim()
    put_object_away(definition, by=anna)
    destroy_object(definition, by=anna)
    assert not search(anna, "cellar")
    _again, second = claim()
    assert second.pk > first.pk
    assert [hit.number for hit in search(anna, "cellar")] == [second.pk]
    assert Event.objects.filter(object="objects.claim", record=second.pk).count() == 1
