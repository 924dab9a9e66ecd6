"""Activities of objects that an administrator modelled are as those of accounts."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Activity
from caruso.kernel.models import Role, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import change_object, make_object
from caruso.objects.models import ModelledObject
from caruso.objects.models.modelled_object import READERS
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(anna: User) -> ModelledObject:
    definition = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    options = {"target": "customers.account", "reverse": "claims"}
    add_field(definition.key, "relation", {"en": "Insured by"}, by=anna, options=options)
    return definition


@pytest.fixture
def account(petra: User) -> Account:
    return Account(name="Kavárna", owner=petra).create(by=petra)


@pytest.fixture
def claim(claims: ModelledObject, account: Account, petra: User) -> Any:
    return screen_of(claims.key).model(name="Flooded cellar", owner=petra, insured_by_id=account.pk).create(by=petra)


def compose(client: Client, record: Any, **said: Any) -> Any:
    data = {"object": "objects.claim", "record": record.pk, "kind": "note", "text": "Sent an expert", **said}
    return client.post("/activities/compose", data)


def plan(client: Client, record: Any, days: int = 2) -> Activity:
    at = timezone.localtime(timezone.now() + timedelta(days=days))
    compose(client, record, kind="meeting", text="Look at the cellar", due_at=f"{at:%Y-%m-%dT%H:%M}")
    return Activity.objects.latest("pk")


def test_what_is_composed_is_of_the_record_and_of_its_account(claim: Any, account: Account, petra: User) -> None:
    client = Client()
    client.force_login(petra)
    page = client.get(f"/claims/{claim.pk}").content.decode()
    assert 'class="composer"' in page and 'value="objects.claim"' in page
    assert compose(client, claim, kind="call", outcome="reached")["Location"] == f"/claims/{claim.pk}"
    made = Activity.objects.get()
    assert (made.about_object, made.about_record) == ("objects.claim", claim.pk)
    assert made.account_id == account.pk and made.is_done and made.outcome == "reached"
    for address in (f"/claims/{claim.pk}", f"/accounts/{account.pk}"):
        assert "Sent an expert" in client.get(address).content.decode(), address
    claim.refresh_from_db()
    assert claim.last_activity_at == made.done_at and claim.version == 1


def test_the_next_activity_is_on_the_record_in_lists_and_in_conditions(claim: Any, petra: User, client: Client) -> None:
    other = type(claim)(name="Fire", owner=petra).create(by=petra)
    client.force_login(petra)
    planned = plan(client, claim)
    page = client.get(f"/claims/{claim.pk}").content.decode()
    assert 'class="next-activity"' in page and "Look at the cellar" in page
    rows = client.get("/claims/", {"columns": "name,next_activity_at", "where": "next_activity_at is not empty"})
    assert re.findall(r'<tr data-id="(\d+)"', rows.content.decode()) == [str(claim.pk)]
    items = client.get("/api/v1/claims", {"sort": "next_activity_at", "fields": "next_activity_at"}).json()["items"]
    assert {item["id"]: bool(item["next_activity_at"]) for item in items} == {claim.pk: True, other.pk: False}
    planned.complete(by=petra)
    assert 'class="next-activity"' not in client.get(f"/claims/{claim.pk}").content.decode()


def test_my_day_and_the_activity_lead_to_the_record(claim: Any, petra: User, client: Client) -> None:
    client.force_login(petra)
    planned = plan(client, claim)
    assert f'<small><a href="/claims/{claim.pk}">Flooded cellar</a></small>' in client.get("/").content.decode()
    assert (
        f'<a href="/claims/{claim.pk}">Flooded cellar</a>' in client.get(f"/activities/{planned.pk}").content.decode()
    )
    span = {"end": f"{planned.due_at + timedelta(days=2):%Y-%m-%d}"}
    span["start"] = f"{planned.due_at - timedelta(days=3):%Y-%m-%d}"
    (event,) = client.get("/activities/calendar/events", span).json()
    assert event["url"] == f"/activities/{planned.pk}"


def test_what_is_done_about_an_unseen_record_stays_unseen(claim: Any, petra: User, client: Client) -> None:
    """Also for somebody who sees every activity, and for whoever is to do it."""
    rights = {"*": {"view": "all", "edit": "all", "create": "all"}, "objects.claim": {"view": "own"}}
    role = Role.objects.create(name="Sees own claims", rights=rights)
    eva = User.objects.create_user("eva@example.com", "caruso-demo", name="Eva")
    eva.roles.add(role)
    client.force_login(petra)
    planned = plan(client, claim)
    Activity.objects.filter(pk=planned.pk).update(owner=eva)
    client.force_login(eva)
    unseen = [f"/activities/{planned.pk}", f"/api/v1/activities/{planned.pk}", f"/activities/{planned.pk}/complete"]
    assert [client.get(address).status_code for address in unseen] == [404] * 3
    for address in ("/", "/activities/", "/search?q=cellar", f"/accounts/{planned.account_id}"):
        assert "Look at the cellar" not in client.get(address).content.decode(), address
    assert compose(client, claim).status_code == 404 and Activity.objects.count() == 1
    type(claim).objects.filter(pk=claim.pk).update(owner=eva)
    assert client.get(unseen[0]).status_code == 200
    role.rights["objects.claim"] = {"view": "none"}
    role.save()
    assert client.get(unseen[0]).status_code == 404


def test_it_can_be_switched_off(claims: ModelledObject, claim: Any, anna: User, client: Client) -> None:
    client.force_login(anna)
    plan(client, claim)
    change_object(claims, {"readers": [one for one in READERS if one != "activities"]}, by=anna)
    page = client.get(f"/claims/{claim.pk}").content.decode()
    assert 'class="composer"' not in page and 'class="next-activity"' not in page
    assert compose(client, claim).status_code == 404 and Activity.objects.count() == 1
    assert "next_activity_at" not in client.get("/api/v1/claims").json()["items"][0]
    screen_of(claims.key).model.objects.get().change({"name": "Cellar"}, by=anna)
    change_object(claims, {"readers": list(READERS)}, by=anna)
    assert client.get("/api/v1/claims").json()["items"][0]["next_activity_at"], "kept all the while"
