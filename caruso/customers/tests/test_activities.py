"""Activities: composed, completed with what is next, and what customers remember of them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel.models import Notification, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(petra: User) -> Account:
    return Account(name="Kavárna", owner=petra).create(by=petra)


@pytest.fixture
def contact(petra: User, account: Account) -> Contact:
    return Contact(first_name="Jan", account=account, owner=petra).create(by=petra)


def moments(*customers: Any) -> list[tuple[datetime | None, datetime | None]]:
    """The next and last activity of each."""
    return [
        tuple(type(one).objects.values_list("next_activity_at", "last_activity_at").get(pk=one.pk)) for one in customers
    ]


def plan(contact: Contact, by: User, days: int) -> Activity:
    due_at = timezone.now() + timedelta(days=days)
    return Activity(subject=f"In {days}", contact=contact, owner=by, due_at=due_at).create(by=by)


def test_customers_know_their_next_and_last_activity(petra: User, account: Account, contact: Contact) -> None:
    first, second = plan(contact, petra, 2), plan(contact, petra, 5)
    assert moments(contact, account) == [(first.due_at, None)] * 2
    first.complete(by=petra)
    assert moments(contact, account) == [(second.due_at, first.done_at)] * 2
    first.reopen(by=petra)
    assert moments(contact, account) == [(first.due_at, None)] * 2
    later = timezone.now() + timedelta(days=9)
    first.change({"due_at": later}, by=petra)
    assert moments(contact, account) == [(second.due_at, None)] * 2
    second.put_in_bin(by=petra)
    assert moments(contact, account) == [(later, None)] * 2
    second.restore(by=petra)
    assert moments(contact, account) == [(second.due_at, None)] * 2
    second.destroy(by=petra)
    assert moments(contact, account) == [(later, None)] * 2
    contact.refresh_from_db()
    assert contact.version == 1, "nobody changed the customer"


def test_an_activity_moved_to_another_contact_leaves_the_first(petra: User, account: Account, contact: Contact) -> None:
    other = Contact(first_name="Eva", account=account, owner=petra).create(by=petra)
    activity = plan(contact, petra, 3)
    activity.change({"contact": other}, by=petra)
    assert moments(contact, other, account) == [(None, None), (activity.due_at, None), (activity.due_at, None)]


@pytest.mark.parametrize(
    ("kind", "due", "is_done"),
    [
        ("note", None, True),
        ("call", None, True),
        ("email", None, True),
        ("task", None, False),
        ("meeting", 2, False),
        ("meeting", -2, True),
        ("call", 2, False),
    ],
)
def test_what_lies_ahead_is_planned_and_the_rest_has_happened(
    client: Client, petra: User, contact: Contact, kind: str, due: int | None, is_done: bool
) -> None:
    client.force_login(petra)
    due_at = (timezone.now() + timedelta(days=due)).isoformat() if due else ""
    data = {
        "object": "customers.contact",
        "record": contact.pk,
        "kind": kind,
        "text": "About prices\nand terms",
        "due_at": due_at,
        "outcome": "reached",
    }
    assert client.post("/activities/compose", data)["Location"] == f"/contacts/{contact.pk}"
    activity = Activity.objects.get()
    assert (activity.subject, activity.body, activity.kind) == ("About prices", "and terms", kind)
    assert activity.is_done is is_done and activity.owner == petra and activity.account_id == contact.account_id
    assert activity.outcome == ("reached" if kind == "call" and is_done else "")
    assert activity.done_at is None or activity.done_at <= timezone.now()


def test_a_long_first_line_is_kept_whole(client: Client, petra: User, contact: Contact) -> None:
    client.force_login(petra)
    text = "x" * 130
    client.post(
        "/activities/compose", {"object": "customers.contact", "record": contact.pk, "kind": "note", "text": text}
    )
    activity = Activity.objects.get()
    assert activity.subject == "x" * 120 and activity.body == text


@pytest.mark.parametrize("wrong", [{"text": " "}, {"kind": "song"}, {"due_at": "soon"}])
def test_a_composer_that_makes_no_sense_writes_nothing(
    client: Client, petra: User, contact: Contact, wrong: dict[str, str]
) -> None:
    client.force_login(petra)
    client.post(
        "/activities/compose",
        {"object": "customers.contact", "record": contact.pk, "kind": "task", "text": "x", "due_at": "", **wrong},
    )
    assert not Activity.objects.exists()


def test_nobody_writes_about_whom_they_do_not_see(
    client: Client, petra: User, jan: User, anna: User, contact: Contact
) -> None:
    hidden = Contact(first_name="Secret", owner=anna).create(by=anna)
    client.force_login(petra)
    for number in (hidden.pk, "²", "", "99999999999999999999"):
        data = {"object": "customers.contact", "record": number, "kind": "note", "text": "x"}
        assert client.post("/activities/compose", data).status_code == 404
    client.force_login(jan)
    assert (
        client.post(
            "/activities/compose", {"object": "customers.contact", "record": contact.pk, "kind": "note", "text": "x"}
        ).status_code
        == 403
    )
    assert not Activity.objects.exists()


def test_people_mentioned_are_told_if_they_may_see_it(
    client: Client, petra: User, marek: User, stranger: User, contact: Contact
) -> None:
    client.force_login(petra)
    text = f"Ask @[Marek](user:{marek.pk}) and @Stranger, not me@example.com"
    client.post(
        "/activities/compose", {"object": "customers.contact", "record": contact.pk, "kind": "note", "text": text}
    )
    assert [told.person for told in Notification.objects.all()] == [marek]


def test_completing_asks_for_the_outcome_and_plans_what_is_next(client: Client, petra: User, contact: Contact) -> None:
    activity = plan(contact, petra, 1)
    client.force_login(petra)
    url = f"/activities/{activity.pk}/complete"
    assert 'name="next_subject"' in client.get(url).content.decode()
    data = {"outcome": "reached", "next_subject": " Send  offer ", "next_kind": "email", "next_at": "2030-01-07T09:00"}
    client.post(url, data)
    activity.refresh_from_db()
    assert activity.is_done and activity.outcome == "reached"
    following = Activity.objects.exclude(pk=activity.pk).get()
    assert (following.subject, following.kind, following.contact, following.owner) == (
        "Send offer",
        "email",
        contact,
        petra,
    )
    assert moments(contact)[0] == (following.due_at, activity.done_at)
    client.post(url, data)
    assert Activity.objects.count() == 2, "a second click does nothing"
    client.post(f"/activities/{activity.pk}/reopen")
    activity.refresh_from_db()
    assert not activity.is_done and activity.outcome == ""


def test_who_may_not_change_an_activity_does_not_complete_it(
    client: Client, petra: User, jan: User, contact: Contact
) -> None:
    activity = plan(contact, petra, 1)
    client.force_login(jan)
    for verb in ("complete", "reopen", "do/reopen", "do/destroy"):
        assert client.post(f"/activities/{activity.pk}/{verb}").status_code == 403
    client.force_login(petra)
    for verb in ("destroy", "put_in_bin", "reopen", "change"):
        assert client.post(f"/activities/{activity.pk}/do/{verb}").status_code == 404, "only what the record offers"
    assert client.post(f"/activities/{activity.pk}/do/complete").status_code == 302
    activity.refresh_from_db()
    assert activity.is_done and not activity.in_bin


def test_a_next_step_at_no_time_is_asked_again_with_what_was_typed(
    client: Client, petra: User, contact: Contact
) -> None:
    activity = plan(contact, petra, 1)
    client.force_login(petra)
    data = {"outcome": "reached", "next_subject": "Send offer", "next_kind": "email", "next_at": "next Tuesday"}
    answer = client.post(f"/activities/{activity.pk}/complete", data)
    text = answer.content.decode()
    assert answer.status_code == 422 and 'id="next_at-error"' in text
    assert all(typed in text for typed in ('value="next Tuesday"', 'value="Send offer"', 'value="email" selected'))
    activity.refresh_from_db()
    assert not activity.is_done and Activity.objects.count() == 1
