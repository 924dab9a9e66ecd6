"""Records changed by form: stale versions, what one may not write, rules over several fields."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Event, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(petra: User) -> Account:
    emails = [{"value": "a@a.cz", "primary": True}, {"value": "b@b.cz"}]
    return Account(name="Kavárna", owner=petra, emails=emails, notes="old", size=4).create(by=petra)


def test_the_form_shows_what_is_stored_and_keeps_what_is_posted(client: Client, petra: User, account: Account) -> None:
    client.force_login(petra)
    shown = client.get(f"/accounts/{account.pk}/edit").content.decode()
    assert 'value="Kavárna"' in shown and 'value="b@b.cz"' in shown and 'name="version" value="1"' in shown
    posted = {"name": "Kavárna U Lípy", "version": 1, "owner": petra.pk, "emails-1-value": "b@b.cz"}
    assert client.post(f"/accounts/{account.pk}/edit", posted).status_code == 302
    account.refresh_from_db()
    assert (
        account.version == 2 and account.emails == [{"value": "b@b.cz", "primary": True}] and account.email == "b@b.cz"
    )
    event = Event.objects.get(kind="changed")
    assert event.changes["name"] == ["Kavárna", "Kavárna U Lípy"] and event.changes["size"] == [4, None]
    assert "sort_name" not in event.changes


def test_a_save_that_changes_nothing_leaves_no_trace(client: Client, petra: User) -> None:
    plain = Account(name="Same", owner=petra).create(by=petra)
    client.force_login(petra)
    posted = {"name": "Same", "owner": petra.pk, "team": petra.team_id, "version": 1}
    client.post(f"/accounts/{plain.pk}/edit", posted)
    plain.refresh_from_db()
    assert plain.version == 1 and not Event.objects.filter(kind="changed").exists()


def test_a_stale_form_comes_back_with_both_values(client: Client, petra: User, marek: User, account: Account) -> None:
    account.change({"name": "Theirs", "owner": marek}, by=marek)
    client.force_login(petra)
    account.change({"owner": petra}, by=marek)
    posted = {"name": "Mine", "version": 1, "owner": marek.pk, "notes": "new"}
    answer = client.post(f"/accounts/{account.pk}/edit", posted)
    shown = answer.content.decode()
    assert answer.status_code == 409 and "Theirs" in shown and "Mine" in shown
    assert petra.name in shown and 'name="version" value="3"' in shown
    account.refresh_from_db()
    assert account.name == "Theirs" and account.notes == "old" and account.version == 3
    assert client.post(f"/accounts/{account.pk}/edit", {**posted, "version": 3}).status_code == 302
    account.refresh_from_db()
    assert account.name == "Mine"


def test_an_account_can_not_stand_above_itself(client: Client, petra: User, account: Account) -> None:
    child = Account(name="Child", owner=petra, parent=account).create(by=petra)
    client.force_login(petra)
    for parent in (account, child):
        answer = client.post(f"/accounts/{account.pk}/edit", {"name": "Kavárna", "parent": parent.pk})
        assert answer.status_code == 422 and "id_parent-error" in answer.content.decode()
        answer = client.post(f"/accounts/{account.pk}/field/parent", {"parent": parent.pk, "seen": "null"})
        assert answer.status_code == 422
    account.refresh_from_db()
    assert account.parent_id is None and account.version == 1


def test_one_without_the_right_is_refused_and_nothing_changes(
    client: Client, jan: User, tomas: User, stranger: User, account: Account
) -> None:
    for person, status in ((jan, 403), (tomas, 403), (stranger, 404)):
        client.force_login(person)
        for page in ("edit", "field/name"):
            assert client.get(f"/accounts/{account.pk}/{page}").status_code == status
            assert client.post(f"/accounts/{account.pk}/{page}", {"name": "X"}).status_code == status
    account.refresh_from_db()
    assert account.version == 1


def test_hidden_and_read_only_fields_stay_as_they_are(client: Client, petra: User, account: Account) -> None:
    role: Any = Role.objects.get(name=f"Role of {petra.name}")
    role.rights["*"]["fields"] = {"notes": "hidden", "size": "read"}
    role.save()
    client.force_login(petra)
    client.post(f"/accounts/{account.pk}/edit", {"name": "New", "notes": "forged", "size": "99"})
    account.refresh_from_db()
    assert (account.name, account.notes, account.size) == ("New", "old", 4)
    assert client.get(f"/accounts/{account.pk}/field/notes").status_code == 404
    assert client.post(f"/accounts/{account.pk}/field/size", {"size": "9"}).status_code == 404


def test_one_field_is_edited_where_it_stands(client: Client, petra: User, account: Account) -> None:
    client.force_login(petra)
    url = f"/accounts/{account.pk}/field/size"
    assert 'name="seen" value="4"' in client.get(url).content.decode()
    answer = client.post(url, {"size": "1 200", "seen": "4"})
    assert answer.status_code == 200 and "1,200" in answer.content.decode()
    answer = client.post(url, {"size": "five", "seen": "1200"})
    assert answer.status_code == 422 and 'value="five"' in answer.content.decode()
    assert client.get(f"{url}?show").content.decode() == "1,200"


def test_an_inline_edit_of_what_somebody_changed_meanwhile(
    client: Client, petra: User, marek: User, account: Account
) -> None:
    account.change({"size": 7}, by=marek)
    client.force_login(petra)
    url = f"/accounts/{account.pk}/field/size"
    answer = client.post(url, {"size": "5", "seen": "4"})
    assert answer.status_code == 409 and "“7”" in answer.content.decode()
    account.refresh_from_db()
    assert account.size == 7
    assert client.post(url, {"size": "5", "seen": "7"}).status_code == 200
    other = client.post(f"/accounts/{account.pk}/field/name", {"name": "Free", "seen": '"Kavárna"'})
    assert other.status_code == 200, "a change of another field is no conflict"


def test_the_primary_mark_moves_between_entries(client: Client, petra: User, account: Account) -> None:
    client.force_login(petra)
    posted = {"emails-0-value": "a@a.cz", "emails-1-value": "b@b.cz", "emails-2-type": "home", "emails-primary": "1"}
    client.post(f"/accounts/{account.pk}/field/emails", posted)
    account.refresh_from_db()
    assert account.email == "b@b.cz" and len(account.emails) == 2
