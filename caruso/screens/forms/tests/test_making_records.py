"""Records made by form: every kind of field, what is wrong told beside it, what was typed kept."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account, Activity, Affiliation, Contact, Relationship
from caruso.kernel.models import Event, Role, User

pytestmark = pytest.mark.django_db


def hide(user: User, **fields: str) -> None:
    role: Any = Role.objects.get(name=f"Role of {user.name}")
    role.rights["*"]["fields"] = fields
    role.save()


def test_an_account_with_every_kind_of_field(client: Client, petra: User, marek: User) -> None:
    client.force_login(petra)
    parent = Account(name="Holding", owner=petra).create(by=petra)
    posted = {
        "name": "  Žižkov   káva ",
        "roles": ["customer", "partner"],
        "lifecycle_stage": "customer",
        "owner": marek.pk,
        "tags": "VIP, hotel",
        "emails-0-value": "Info@Kava.CZ",
        "emails-0-type": "work",
        "emails-1-value": "faktury@kava.cz",
        "emails-primary": "1",
        "phones-0-value": "+420 601 234 567",
        "website": "kava.cz",
        "addresses-0-city": "Praha",
        "addresses-0-country": "Czechia",
        "tax_number": "CZ 25123891",
        "size": "1 200",
        "revenue": "1 234 567,50",
        "currency": "CZK",
        "parent": parent.pk,
        "notes": "first\r\nsecond",
    }
    answer = client.post("/accounts/new", posted)
    account = Account.objects.get(name="Žižkov káva")
    assert answer["Location"] == f"/accounts/{account.pk}"
    assert account.roles == ["customer", "partner"] and account.tags == ["VIP", "hotel"]
    assert [entry["value"] for entry in account.emails] == ["Info@kava.cz", "faktury@kava.cz"]
    assert account.email == "faktury@kava.cz", "the marked entry is the primary one"
    assert account.phone == "+420601234567" and account.website == "https://kava.cz"
    assert account.tax_number == "CZ25123891" and account.size == 1200 and account.revenue == Decimal("1234567.50")
    assert account.parent_id == parent.pk and account.owner == marek and account.team == marek.team
    assert account.notes == "first\nsecond" and account.city == "Praha"
    assert Event.objects.get(object="customers.account", record=account.pk).actor == petra


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1980-03-15", date(1980, 3, 15)),
        ("15.3.1980", date(1980, 3, 15)),
        ("15. 3. 1980", date(1980, 3, 15)),
        ("15.3.", date(1604, 3, 15)),
    ],
)
def test_birthdays_are_read_as_poles_and_czechs_write_them(
    client: Client, petra: User, written: str, kept: date
) -> None:
    client.force_login(petra)
    client.post("/contacts/new", {"first_name": "Ewa", "birthday": written, "family-0-name": "Ola"})
    contact = Contact.objects.get()
    assert contact.birthday == kept and contact.family == [{"name": "Ola"}]


def test_an_activity_without_a_tick_for_the_whole_day(client: Client, petra: User) -> None:
    client.force_login(petra)
    answer = client.post("/activities/new", {"kind": "call", "subject": "Call back", "due_at": "2026-11-30T14:00"})
    assert answer.status_code == 302
    assert Activity.objects.get().all_day is False


def test_a_choice_that_is_always_made_keeps_its_usual_value(client: Client, petra: User) -> None:
    client.force_login(petra)
    client.post("/activities/new", {"kind": "", "subject": "Anything", "owner": petra.pk})
    activity = Activity.objects.get()
    assert activity.kind == "task"
    assert client.get(f"/activities/{activity.pk}").status_code == 200


def test_mistakes_are_told_beside_their_fields_and_what_was_typed_stays(client: Client, petra: User) -> None:
    client.force_login(petra)
    typed = {
        "name": "x" * 300,
        "size": "many",
        "revenue": "1e3,",
        "website": "not a place",
        "emails-0-value": "nobody",
        "parent": "abc",
        "tax_number": "keep me",
    }
    answer = client.post("/accounts/new", typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and not Account.objects.exists()
    assert 'value="keep me"' in shown and 'value="nobody"' in shown and 'value="not a place"' in shown
    for name in ("name", "size", "website", "emails", "parent"):
        assert f"id_{name}-error" in shown, name


def test_a_required_field_left_empty_is_asked_for(client: Client, petra: User) -> None:
    client.force_login(petra)
    answer = client.post("/accounts/new", {"name": "  "})
    assert answer.status_code == 422 and "Please fill this in." in answer.content.decode()
    assert not Account.objects.exists() and not Event.objects.exists()


@pytest.mark.parametrize("size", ["-1", "2147483648", "1.5"])
def test_numbers_that_no_column_holds_are_refused(client: Client, petra: User, size: str) -> None:
    client.force_login(petra)
    assert client.post("/accounts/new", {"name": "Big", "size": size}).status_code == 422
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("number", "country", "fits"),
    [
        ("526-10-40-828", "Polska", True),
        ("526-10-40-829", "Polska", False),
        ("PL5261040828", "", True),
        ("CZ25123891", "Česko", True),
        ("CZ25123890", "Česko", False),
        ("anything", "Brasil", True),
    ],
)
def test_tax_numbers_are_checked_by_the_rule_of_their_country(
    client: Client, petra: User, number: str, country: str, fits: bool
) -> None:
    client.force_login(petra)
    posted = {"name": "A", "tax_number": number, "addresses-0-city": "X", "addresses-0-country": country}
    assert client.post("/accounts/new", posted).status_code == (302 if fits else 422)
    assert Account.objects.exists() is fits


def test_a_hidden_link_can_not_be_forged(client: Client, petra: User, anna: User) -> None:
    hidden = Account(name="Secret", owner=anna).create(by=anna)
    client.force_login(petra)
    answer = client.post("/contacts/new", {"first_name": "Eva", "account": hidden.pk})
    assert answer.status_code == 422 and not Contact.objects.exists()
    assert "Secret" not in answer.content.decode()


def test_fields_one_may_not_write_are_not_written(client: Client, petra: User) -> None:
    hide(petra, notes="hidden", source="read")
    client.force_login(petra)
    shown = client.get("/accounts/new").content.decode()
    assert 'name="notes"' not in shown
    client.post("/accounts/new", {"name": "A", "notes": "forged", "source": "fair"})
    account = Account.objects.get()
    assert account.notes == "" and account.source == ""


def test_the_contacts_account_becomes_the_primary_affiliation(client: Client, petra: User) -> None:
    account = Account(name="Firma", owner=petra).create(by=petra)
    client.force_login(petra)
    client.post("/contacts/new", {"first_name": "Jana", "last_name": "Nová", "account": account.pk})
    affiliation = Affiliation.objects.get()
    assert affiliation.account == account and affiliation.primary and affiliation.contact.name == "Jana Nová"


def test_a_relationship_needs_two_different_ends(client: Client, petra: User) -> None:
    one = Contact(first_name="A", owner=petra).create(by=petra)
    other = Contact(first_name="B", owner=petra).create(by=petra)
    client.force_login(petra)
    for ends in ({"from_contact": one.pk}, {"from_contact": one.pk, "to_contact": one.pk}):
        assert client.post("/relationships/new", {"kind": "spouse_of", **ends}).status_code == 422
    assert not Relationship.objects.exists()
    client.post("/relationships/new", {"kind": "spouse_of", "from_contact": one.pk, "to_contact": other.pk})
    assert Relationship.objects.get().to_contact == other


def test_one_begins_in_the_field_that_matters(client, petra):
    client.force_login(petra)
    for address, name in (("/contacts/new", "first_name"), ("/accounts/new", "name"), ("/activities/new", "subject")):
        (begun,) = re.findall(r'name="([^"]*)"[^>]* autofocus', client.get(address).content.decode())
        assert begun == name
    wrong = client.post("/accounts/new", {"name": "Kavárna", "website": "no address"}).content.decode()
    assert re.findall(r'name="([^"]*)"[^>]* autofocus', wrong) == ["website"]


def test_somebody_of_whom_nothing_is_known_is_refused(client: Client, petra: User) -> None:
    client.force_login(petra)
    answer = client.post("/contacts/new", {"department": "Purchasing"})
    assert answer.status_code == 422 and "at least" in answer.content.decode()
    assert client.post("/contacts/new", {"emails-0-value": "a@example.com"}).status_code == 302
    [contact] = Contact.objects.all()
    address = f"/contacts/{contact.pk}/edit"
    assert client.post(address, {"emails-0-value": "", "version": contact.version}).status_code == 422
    assert client.post(address, {"nickname": "Boss", "version": contact.version}).status_code == 302


def test_a_birthday_that_is_still_to_come_is_refused(client: Client, petra: User) -> None:
    client.force_login(petra)
    answer = client.post("/contacts/new", {"first_name": "Ewa", "birthday": "31.12.2999"})
    assert answer.status_code == 422 and "still to come" in answer.content.decode()
