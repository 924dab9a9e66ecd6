"""Who may open which page of the office."""

import pytest
from django.urls import reverse

from caruso.kernel.models import Event, ExchangeRate, NumberSeries, Role, Team, User

ADMINISTRATION = [
    ("settings", []),
    ("hours", []),
    ("currencies", []),
    ("numbering", []),
    ("people", []),
    ("new_person", []),
    ("person", ["jan"]),
    ("invite", ["jan"]),
    ("teams", []),
    ("new_team", []),
    ("team", ["sales"]),
    ("roles", []),
    ("new_role", []),
    ("role", ["reader"]),
    ("role_fields", ["reader", "customers.account"]),
]
POSTED_ONLY = [
    ("activate", ["jan"]),
    ("dissolve_team", ["sales"]),
    ("remove_role", ["reader"]),
    ("see_as", ["reader"]),
]
OWN = ["preferences", "notifications", "jobs", "unread"]


@pytest.fixture
def address(cast):
    numbers = {
        "jan": cast.jan.pk,
        "sales": cast.sales.pk,
        "reader": Role.objects.get(name="Reader").pk,
    }
    ExchangeRate.objects.create(base="EUR", currency="PLN", day="2026-01-01", rate="0.23")
    NumberSeries.objects.create(object="sales.invoice", year=2026, pattern="{year}-{number}")
    return lambda name, parts: reverse(f"office:{name}", args=[numbers.get(part, part) for part in parts])


def state():
    return (
        list(User.objects.values_list("pk", "is_active", "team")),
        list(Team.objects.values_list("name")),
        list(Role.objects.values_list("name", "version")),
        Event.objects.count(),
    )


@pytest.mark.parametrize(("name", "parts"), ADMINISTRATION)
def test_an_administrator_opens_every_page(office, address, name, parts):
    assert office.get(address(name, parts)).status_code == 200


@pytest.mark.parametrize(("name", "parts"), ADMINISTRATION + POSTED_ONLY)
def test_nobody_else_opens_or_changes_anything(cast, enter, client, address, name, parts):
    path, before = address(name, parts), state()
    for person in (cast.marek, cast.petra, cast.jan, cast.stranger):
        browser = enter(person)
        assert browser.post(path, {"active": "no"}).status_code == 403
        assert browser.get(path).status_code in (403, 405)
    assert client.get(path)["Location"].startswith(reverse("account_login"))
    assert client.post(path).status_code == 302
    assert state() == before


@pytest.mark.parametrize("name", OWN)
def test_everybody_has_pages_of_their_own(cast, enter, client, name):
    for person in (cast.anna, cast.stranger):
        assert enter(person).get(reverse(f"office:{name}")).status_code == 200
    assert client.get(reverse(f"office:{name}")).status_code == 302


def test_what_does_not_exist_is_not_found(office, address):
    for name, parts in [("person", [999]), ("role", [999]), ("role_fields", ["reader", "x.y"])]:
        assert office.get(address(name, parts)).status_code == 404
