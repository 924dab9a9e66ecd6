"""The timeline: everything that happened with a customer, as far as one may see it, each thing once."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel.models import Role, User
from caruso.screens.timeline import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(petra: User) -> Account:
    return Account(name="Kavárna", owner=petra).create(by=petra)


def told(client: Client, account: Account, address: str = "") -> list[tuple[str, int, str]]:
    """What the timeline tells: object, record and kind of event."""
    items = client.get(f"/accounts/{account.pk}/timeline{address}").context["timeline"].items
    return [(item.event.object.partition(".")[2], item.event.record, item.event.kind) for item in items]


def test_what_happens_with_its_people_is_told_on_the_account(client: Client, petra: User, account: Account) -> None:
    contact = Contact(first_name="Jan", account=account, owner=petra).create(by=petra)
    call = Activity(kind="call", subject="Offer", contact=contact, owner=petra).create(by=petra)
    call.complete(by=petra, outcome="reached")
    client.force_login(petra)
    assert told(client, account) == [
        ("activity", call.pk, "completed"),
        ("contact", contact.pk, "created"),
        ("account", account.pk, "created"),
    ], "the call is told once, by the last that happened to it"
    assert client.get(f"/accounts/{account.pk}").content.decode().count("Offer") == 1


def test_kinds_are_chosen(client: Client, petra: User, account: Account) -> None:
    for kind in ("call", "note"):
        Activity(kind=kind, subject=kind, account=account, owner=petra, done_at=timezone.now()).create(by=petra)
    account.change({"size": 3}, by=petra)
    client.force_login(petra)
    assert [kind for _object, _record, kind in told(client, account, "?kind=changes")] == ["changed", "created"]
    assert [object for object, _record, _kind in told(client, account, "?kind=call")] == ["activity"]
    assert told(client, account, "?kind=meeting") == []
    assert len(told(client, account, "?kind=forged")) == 4


def test_older_events_follow_page_by_page_and_nothing_is_told_twice(
    client: Client, petra: User, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE", 3)
    call = Activity(kind="call", subject="Offer", account=account, owner=petra).create(by=petra)
    for size in range(7):
        account.change({"size": size}, by=petra)
    call.complete(by=petra)
    client.force_login(petra)
    seen: list[Any] = []
    after = ""
    while True:
        address = f"?after={after}" if after else ""
        seen += told(client, account, address)
        after = client.get(f"/accounts/{account.pk}/timeline{address}").context["timeline"].after.replace("+", "%2B")
        if not after:
            break
    assert [one for one in seen if one[0] == "activity"] == [("activity", call.pk, "completed")]
    assert len(seen) == 9


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "~",
        "2026-01-01",
        "2026-13-01~1",
        "2026-01-01T00:00:00~1",
        "0001-01-01T00:00:00%2B14:00~1",
        "2026-01-01T00:00Z~99999999999999999999",
        "²~²",
    ],
)
def test_a_forged_place_is_no_fault(client: Client, petra: User, account: Account, after: str) -> None:
    client.force_login(petra)
    assert client.get(f"/accounts/{account.pk}/timeline?after={after}").status_code == 200


def test_what_one_may_not_see_is_left_out(client: Client, petra: User, anna: User, account: Account) -> None:
    Activity(kind="note", subject="Confidential", account=account, owner=anna).create(by=anna)
    binned = Activity(kind="note", subject="Thrown away", account=account, owner=petra).create(by=petra)
    binned.put_in_bin(by=petra)
    account.change({"notes": "whispered", "size": 3}, by=petra)
    role: Any = Role.objects.get(name=f"Role of {petra.name}")
    role.rights["*"]["fields"] = {"notes": "hidden"}
    role.save()
    client.force_login(petra)
    for page in ("", "/timeline", "/peek", "/history"):
        text = client.get(f"/accounts/{account.pk}{page}").content.decode()
        assert "Confidential" not in text and "Thrown away" not in text and "whispered" not in text
    assert [kind for _object, _record, kind in told(client, account)] == ["changed", "created"]


def test_of_a_list_only_what_went_and_what_came_is_told(client: Client, petra: User, account: Account) -> None:
    def numbers(*values: str) -> list[dict[str, Any]]:
        return [{"value": value, "type": "work", "primary": value == values[0]} for value in values]

    account.change({"phones": numbers("+48601234501", "+48601234502"), "tags": ["VIP", "fair"]}, by=petra)
    account.change({"phones": numbers("+48601234502", "+48601234503"), "tags": ["VIP"]}, by=petra)
    account.change({"phones": numbers("+48601234503", "+48601234502")}, by=petra)
    client.force_login(petra)
    told = client.get(f"/accounts/{account.pk}/timeline").context["timeline"].items
    order, items = told[0].changes, told[1].changes
    changes = {change.field.name: change for change in items}
    assert "501" in changes["phones"].gone and "502" not in changes["phones"].gone
    assert "503" in changes["phones"].come and "502" not in changes["phones"].come
    assert "fair" in changes["tags"].gone and "VIP" not in changes["tags"].gone and not changes["tags"].come
    assert [("503" in change.come, "502" in change.come) for change in order if change.field.name == "phones"] == [
        (True, False)
    ]
