"""Search shows nothing that the person may not see, and gives no hint of it."""

from typing import Any

import pytest

from caruso.customers.models import Account, Contact
from caruso.kernel.models import Role, Team, User
from caruso.screens.description import screen_at
from caruso.screens.search.finding import search
from caruso.screens.search.lookups import lookup

pytestmark = pytest.mark.django_db


def found(user: User, text: str) -> list[str]:
    return [hit.title for hit in search(user, text)]


def person(team: Team | None, rights: dict[str, Any]) -> User:
    user = User.objects.create_user("someone@example.com", name="Someone", team=team)
    user.roles.add(Role.objects.create(name="Somebody's", rights=rights))
    return user


@pytest.fixture
def accounts(anna: User, petra: User, sales: Team, service: Team) -> None:
    Account(name="Nowak of Petra", owner=petra).create(by=anna)
    Account(name="Nowak of Sales", team=sales).create(by=anna)
    Account(name="Nowak of Service", team=service).create(by=anna)
    Account(name="Nowak of nobody").create(by=anna)


def test_the_team_finds_its_own(accounts: None, petra: User) -> None:
    assert found(petra, "nowak") == ["Nowak of Sales", "Nowak of Petra"]
    assert found(petra, "nowak of service") == []


def test_who_sees_own_records_only_finds_those(accounts: None, sales: Team) -> None:
    someone = person(sales, {"*": {"view": "own"}})
    assert found(someone, "nowak") == []
    Account(name="Nowak of someone", owner=someone).create(by=None)
    assert found(someone, "nowak") == ["Nowak of someone"]


def test_teams_below_are_found_too(accounts: None, anna: User, petra: User, sales: Team) -> None:
    below = Team.objects.create(name="Inside sales", parent=sales)
    Account(name="Nowak below", team=below).create(by=anna)
    assert "Nowak below" in found(petra, "nowak")


def test_own_records_are_found_among_many_newer_ones(anna: User, sales: Team) -> None:
    someone = person(sales, {"*": {"view": "own"}})
    Account(name="Nowak Mine", owner=someone).create(by=anna)
    for number in range(100):
        Account(name=f"Nowak {number}").create(by=anna)
    assert found(someone, "nowak") == ["Nowak Mine"]


def test_a_record_given_away_is_found_by_its_new_owner_only(anna: User, sales: Team) -> None:
    someone = person(None, {"*": {"view": "own"}})
    account = Account(name="Nowak", owner=someone).create(by=anna)
    account.change({"owner": anna}, by=anna)
    assert found(someone, "nowak") == []
    account.change({"owner": someone}, by=anna)
    assert found(someone, "nowak") == ["Nowak"]


def test_who_has_no_role_finds_nothing(accounts: None, stranger: User) -> None:
    assert found(stranger, "nowak") == []
    assert found(stranger, "§o0") == []


def test_an_object_out_of_reach_is_not_searched(accounts: None, anna: User) -> None:
    Contact(first_name="Jan", last_name="Nowak").create(by=anna)
    someone = person(None, {"customers.contact": {"view": "all"}})
    assert found(someone, "nowak") == ["Jan Nowak"]


@pytest.mark.parametrize("typed", ["221234567", "+48 22 123", "nowak 22123", "kowlaski@tajne.pl", "tajne"])
def test_a_hidden_field_finds_nothing(anna: User, typed: str) -> None:
    fields = {"phones": "hidden", "emails": "hidden"}
    someone = person(None, {"*": {"view": "all", "fields": fields}})
    Contact(
        first_name="Jan",
        last_name="Nowak",
        phones=[{"value": "+48221234567"}],
        emails=[{"value": "kowlaski@tajne.pl"}],
    ).create(by=anna)
    assert found(anna, typed) == ["Jan Nowak"]
    assert found(someone, typed) == []
    assert found(someone, "jan nowak") == ["Jan Nowak"]


def test_a_hidden_field_is_not_in_the_subtitle(anna: User) -> None:
    someone = person(None, {"*": {"view": "all", "fields": {"email": "hidden"}}})
    Contact(first_name="Jan", last_name="Nowak", job_title="Boss", emails=[{"value": "jan@nowak.pl"}]).create(by=anna)
    assert [hit.subtitle for hit in search(someone, "nowak")] == ["Boss"]


def test_objects_whose_title_is_hidden_are_not_searched(anna: User) -> None:
    someone = person(None, {"*": {"view": "all", "fields": {"name": "hidden"}}})
    Account(name="Nowak").create(by=anna)
    assert found(someone, "nowak") == []
    assert lookup(someone, screen_at("accounts"), "") == []


def test_a_lookup_offers_what_one_sees(accounts: None, petra: User) -> None:
    accounts_screen = screen_at("accounts")
    assert {hit.title for hit in lookup(petra, accounts_screen, "")} == {"Nowak of Petra", "Nowak of Sales"}
    assert [hit.title for hit in lookup(petra, accounts_screen, "petra")] == ["Nowak of Petra"]
