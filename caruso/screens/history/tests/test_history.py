"""The history of a record, and putting earlier values back."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Event, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(petra: User, marek: User) -> Account:
    account = Account(name="Kavárna", owner=petra, notes="first").create(by=petra)
    account.change({"notes": "altered", "size": 5}, by=marek)
    return account


def put_back(client: Client, account: Account, field: str, **data: Any) -> int:
    event = Event.objects.filter(record=account.pk, object="customers.account", kind="changed").earliest("pk")
    answer = client.post(f"/accounts/{account.pk}/history/restore", {"event": event.pk, "field": field, **data})
    account.refresh_from_db()
    return answer.status_code


def test_it_tells_who_changed_what_from_what_to_what(
    client: Client, petra: User, marek: User, account: Account
) -> None:
    client.force_login(petra)
    text = client.get(f"/accounts/{account.pk}/history").content.decode()
    assert marek.name in text and "first" in text and "altered" in text


def test_an_earlier_value_is_put_back_as_a_change_of_its_own(client: Client, petra: User, account: Account) -> None:
    client.force_login(petra)
    assert put_back(client, account, "notes") == 302
    assert account.notes == "first" and account.size == 5 and account.version == 3
    assert Event.objects.latest("pk").changes == {"notes": ["altered", "first"]}


def test_it_is_put_back_only_by_whom_may_and_only_what_the_event_changed(
    client: Client, petra: User, jan: User, anna: User, account: Account
) -> None:
    other = Account(name="Other", owner=petra).create(by=petra)
    client.force_login(petra)
    assert put_back(client, account, "name") == 404
    assert put_back(client, account, "notes", event=Event.objects.filter(record=other.pk).latest("pk").pk) == 404
    assert put_back(client, account, "notes", event="²") == 404
    role: Any = Role.objects.get(name=f"Role of {petra.name}")
    role.rights["*"]["fields"] = {"notes": "hidden"}
    role.save()
    assert put_back(client, account, "notes") == 404
    assert "altered" not in client.get(f"/accounts/{account.pk}/history").content.decode()
    client.force_login(jan)
    assert put_back(client, account, "notes") == 403
    assert account.notes == "altered" and account.version == 2


def test_a_link_to_what_is_gone_is_not_put_back(client: Client, petra: User, anna: User) -> None:
    parent = Account(name="Gone", owner=petra).create(by=petra)
    account = Account(name="Child", owner=petra, parent=parent).create(by=petra)
    account.change({"parent": None}, by=petra)
    parent.put_in_bin(by=petra)
    client.force_login(petra)
    assert put_back(client, account, "parent") == 302
    assert account.parent_id is None
    parent.destroy(by=anna)
    assert put_back(client, account, "parent") == 302
    assert account.parent_id is None and account.version == 2


def test_a_value_that_breaks_a_rule_now_is_not_put_back(client: Client, petra: User) -> None:
    parent = Account(name="Parent", owner=petra).create(by=petra)
    account = Account(name="Child", owner=petra, parent=parent).create(by=petra)
    account.change({"parent": None}, by=petra)
    parent.change({"parent": account}, by=petra)
    client.force_login(petra)
    put_back(client, account, "parent")
    assert account.parent_id is None, "an account does not come to stand above itself"


def test_a_long_history_is_paged(client: Client, petra: User, account: Account) -> None:
    for number in range(60):
        account.change({"size": 100 + number}, by=petra)
    client.force_login(petra)
    page = client.get(f"/accounts/{account.pk}/history")
    assert len(page.context["items"]) == 50
    older = client.get(f"/accounts/{account.pk}/history?before={page.context['older']}")
    assert len(older.context["items"]) == 12 and older.context["older"] is None
