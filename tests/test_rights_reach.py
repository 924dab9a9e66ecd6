"""Rights reach as far as they say, and what is hidden does not show by a side door."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account, Affiliation, Contact, Relationship
from caruso.kernel.models import ApiToken, Role, User
from caruso.screens.merging.models import Merge


def _only_right(user: User, rights: dict[str, Any]) -> Client:
    user.roles.set([Role.objects.create(name="The only one", rights=rights)])
    client = Client()
    client.force_login(user)
    return client


def test_bulk_work_stays_within_the_right_to_change_in_bulk(anna: User, petra: User) -> None:
    """An agent may edit every record, but change only the own ones many at a time."""
    client = _only_right(petra, {"*": {"view": "all", "edit": "all", "delete": "all", "bulk": "own"}})
    mine = Account(name="Mine", owner=petra).create(by=anna)
    theirs = Account(name="Theirs", owner=anna).create(by=anna)
    chosen = {"row": [mine.pk, theirs.pk], "field": "source_detail", "value": "", "source_detail": "the fair"}
    assert client.post("/accounts/bulk/edit", chosen).status_code == 302
    assert client.post("/accounts/bulk/delete", {"row": [mine.pk, theirs.pk]}).status_code == 302
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.source_detail, mine.in_bin) == ("the fair", True)
    assert (theirs.source_detail, theirs.in_bin) == ("", False)


def test_a_list_is_not_sorted_by_what_is_hidden(anna: User, petra: User) -> None:
    client = _only_right(
        petra, {"*": {"view": "all"}, "customers.account": {"view": "all", "fields": {"city": "hidden"}}}
    )
    for name, city in (("First", "Zlín"), ("Second", "Aš")):
        Account(name=name, addresses=[{"city": city}]).create(by=anna)
    by_city = client.get("/accounts/?sort=city").content.decode()
    assert by_city.index("Second") < by_city.index("First"), "the newest first, as without any order"
    backwards = client.get("/accounts/?sort=-city").content.decode()
    assert backwards.index("Second") < backwards.index("First")


def test_a_calendar_of_hidden_days_is_not_there(petra: User) -> None:
    hidden = {"view": "all", "fields": {"due_at": "hidden"}}
    client = _only_right(petra, {"*": {"view": "all"}, "customers.activity": hidden})
    assert client.get("/activities/calendar").status_code == 404


@pytest.fixture
def chart(anna: User) -> Account:
    account = Account(name="Firm").create(by=anna)
    boss, clerk = (Contact(last_name=name, account=account).create(by=anna) for name in ("Boss", "Clerk"))
    Relationship(kind="reports_to", from_contact=clerk, to_contact=boss).create(by=anna)
    return account


def test_the_chart_tells_who_reports_to_whom_only_to_who_sees_relationships(chart: Account, petra: User) -> None:
    address = reverse("customers:organisation_chart", args=[chart.pk])
    client = _only_right(petra, {"*": {"view": "all"}})
    told = client.get(address).context
    assert (len(told["tops"]), len(told["alone"])) == (1, 0), "one top, the other below"
    petra.roles.set(
        [Role.objects.create(name="Less", rights={"*": {"view": "all"}, "customers.relationship": {"view": "none"}})]
    )
    told = client.get(address).context
    assert (len(told["tops"]), len(told["alone"])) == (0, 2), "side by side"


def test_places_of_people_are_not_shown_to_who_sees_no_affiliations(chart: Account, petra: User) -> None:
    Affiliation.objects.update(role="decision_maker")
    client = _only_right(petra, {"*": {"view": "all"}, "customers.affiliation": {"view": "none"}})
    for part in ("", "/panels"):
        assert "decision maker" not in client.get(f"/accounts/{chart.pk}{part}").content.decode().lower()
    assert client.get(reverse("customers:organisation_chart", args=[chart.pk])).status_code == 404


def test_a_program_cannot_link_to_what_it_does_not_see_while_merging(anna: User, petra: User, marek: User) -> None:
    own = dict.fromkeys(("view", "create", "edit", "delete"), "own")
    _only_right(petra, {"*": own})
    hidden = Account(name="Hidden", owner=anna).create(by=anna)
    first, second = (Contact(last_name="Novák", owner=petra).create(by=petra) for _one in range(2))
    _token, secret = ApiToken.objects.issue(petra, "program")
    answer = Client().post(
        f"/api/v1/contacts/{first.pk}/merge",
        {"others": [second.pk], "values": {"account": hidden.pk}},
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "If-Match": "*"},
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["name"] == "account"
    assert not Merge.objects.exists()
    first.refresh_from_db()
    assert first.account_id is None
