"""Relationships read from both ends, and who reports to whom."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account, Affiliation, Contact, Relationship
from caruso.customers.panels import PeoplePanel
from caruso.customers.relationship_panel import RelationshipPanel
from caruso.kernel.models import User
from caruso.ui import assets

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(petra: User) -> Account:
    return Account(name="Kavárna", owner=petra).create(by=petra)


def person(by: User, name: str, account: Account | None = None) -> Contact:
    return Contact(first_name=name, account=account, owner=by).create(by=by)


def tie(by: User, kind: str, one: Contact, other: Contact) -> Relationship:
    return Relationship(kind=kind, from_contact=one, to_contact=other, owner=by).create(by=by)


def ties(record: Any, user: User) -> list[tuple[str, str]]:
    context = RelationshipPanel().context(record, user)
    assert context is not None
    return [(str(one.label), one.title) for one in context["ties"]]


def test_a_relationship_is_named_from_both_ends(client: Client, petra: User, account: Account) -> None:
    boss, worker = person(petra, "Boss", account), person(petra, "Worker", account)
    tie(petra, "reports_to", worker, boss)
    assert ties(worker, petra) == [("reports to", "Boss")] and ties(boss, petra) == [("manager of", "Worker")]
    client.force_login(petra)
    assert "manager of" in client.get(f"/contacts/{boss.pk}/panels").content.decode()


def test_places_at_an_account_are_shown_as_far_as_they_may_be_seen(
    client: Client, petra: User, marek: User, account: Account
) -> None:
    mine, foreign = person(petra, "Mine", account), person(petra, "Foreign", account)
    Affiliation.objects.filter(contact=foreign).update(owner=marek)
    role = petra.roles.get()
    role.rights["customers.affiliation"] = {"view": "own"}
    role.save()
    client.force_login(petra)
    chart = client.get(f"/accounts/{account.pk}/organisation").content.decode()
    assert f"/contacts/{mine.pk}" in chart and f"/contacts/{foreign.pk}" not in chart
    people = PeoplePanel().context(account, User.objects.get(pk=petra.pk))
    assert people is not None and [row.contact for row in people["rows"]] == [mine]


def test_an_end_one_may_not_see_is_left_out(petra: User, anna: User, account: Account) -> None:
    worker, hidden = person(petra, "Worker", account), person(anna, "Hidden")
    gone = person(petra, "Gone")
    tie(petra, "friend_of", worker, hidden)
    tie(petra, "friend_of", gone, worker)
    gone.put_in_bin(by=petra)
    assert ties(worker, petra) == [] and ties(worker, anna) == [("friend of", "Hidden")]


def chart(client: Client, account: Account) -> Any:
    def told(places: Any) -> Any:
        return {place.contact.first_name: told(place.below) for place in places}

    page = client.get(f"/accounts/{account.pk}/organisation").context
    return told([*page["tops"], *page["alone"]])


def test_the_chart_shows_who_reports_to_whom(client: Client, petra: User, account: Account) -> None:
    boss, middle, worker, _alone = (person(petra, name, account) for name in ("Boss", "Middle", "Worker", "Alone"))
    tie(petra, "reports_to", middle, boss)
    tie(petra, "reports_to", worker, middle)
    tie(petra, "friend_of", boss, worker)
    client.force_login(petra)
    assert chart(client, account) == {"Boss": {"Middle": {"Worker": {}}}, "Alone": {}}


def test_the_chart_is_drawn_as_one(client: Client, petra: User, account: Account) -> None:
    boss, worker, _alone = (person(petra, name, account) for name in ("Boss", "Worker", "Alone"))
    tie(petra, "reports_to", worker, boss)
    client.force_login(petra)
    drawn, _head, apart = (
        client.get(f"/accounts/{account.pk}/organisation").content.decode().partition('<section class="org-alone">')
    )
    assert "Boss" in drawn and "Worker" in drawn and "Alone" not in drawn and "Alone" in apart
    styles = client.get(assets.address("caruso.css")).content.decode()
    assert 'class="org-chart"' in drawn and ".org-chart ul ul" in styles and ".org-alone" in styles


def test_a_circle_is_opened_and_everybody_stands_once(client: Client, petra: User, account: Account) -> None:
    people = [person(petra, name, account) for name in "ABC"]
    for one, other in zip(people, people[1:] + people[:1], strict=True):
        tie(petra, "reports_to", one, other)
    client.force_login(petra)
    assert chart(client, account) == {"A": {"C": {"B": {}}}}


def test_the_primary_affiliation_follows_the_contact(petra: User, account: Account) -> None:
    other = Account(name="Other", owner=petra).create(by=petra)
    contact = person(petra, "Jan", account)
    contact.change({"account": other}, by=petra)
    kept = {row.account_id: row.primary for row in Affiliation.objects.all()}
    assert kept == {account.pk: False, other.pk: True}
    contact.change({"account": None}, by=petra)
    assert not Affiliation.objects.filter(primary=True).exists() and Affiliation.objects.count() == 2
    contact.change({"account": account}, by=petra)
    assert Affiliation.objects.get(primary=True).account == account and Affiliation.objects.count() == 2
