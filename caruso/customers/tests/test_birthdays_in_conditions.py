"""Birthdays come back every year: conditions about days near today ask for the day, whatever the year."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.conditions import check, parse
from caruso.kernel.fields.time_kinds import NO_YEAR
from caruso.kernel.models import User
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db
BORN = {"new year": (1980, 1, 1), "march": (1966, 3, 14), "yearless": (NO_YEAR, 3, 14), "leap": (1992, 2, 29)}


@pytest.fixture
def people(petra: User) -> None:
    for name, day in BORN.items():
        Contact(first_name=name, birthday=date(*day), owner=petra).create(by=petra)
    Contact(first_name="unknown", owner=petra, family=[{"name": "Ola", "birthday": "--03-15"}]).create(by=petra)


@pytest.mark.parametrize(
    ("today", "where", "meant"),
    [
        ((2026, 3, 10), "birthday within next 7 days", {"march", "yearless"}),
        ((2026, 3, 14), "birthday = today", {"march", "yearless"}),
        ((2026, 3, 14), "birthday != today", {"new year", "leap", "unknown"}),
        ((2026, 12, 28), "birthday within next 7 days", {"new year"}),
        ((2026, 3, 2), "birthday within this month", {"march", "yearless"}),
        ((2027, 2, 28), "birthday = today", {"leap"}),
        ((2028, 2, 28), "birthday = today", set()),
        ((2028, 2, 29), "birthday = today", {"leap"}),
        ((2026, 2, 10), "birthday within this month", {"leap"}),
        ((2026, 5, 1), "birthday within this year", {"new year", "march", "yearless", "leap"}),
        ((2026, 5, 1), "birthday = '14.3.'", {"march", "yearless"}),
        ((2026, 5, 1), "birthday = '--03-14'", {"march", "yearless"}),
        ((2026, 5, 1), "birthday = 1966-03-14", {"march"}),
        ((2026, 5, 1), "birthday > 1970-01-01", {"new year", "leap"}),
        ((2026, 3, 10), "family.birthday within next 7 days", {"unknown"}),
        ((2026, 4, 10), "family.birthday within next 7 days", set()),
    ],
)
def test_both_evaluators_find_whose_day_it_is(
    people: None, petra: User, today: tuple[int, int, int], where: str, meant: set[str]
) -> None:
    asked = check(parse(where), screen_of(Contact).object, petra, now=datetime(*today, 12, tzinfo=UTC))
    assert {one.first_name for one in asked.filter(Contact.objects.all())} == meant
    assert {one.first_name for one in Contact.objects.all() if asked.matches(one)} == meant


def test_a_list_shows_whose_birthday_is_near(people: None, petra: User, client: Client) -> None:
    client.force_login(petra)
    answer = client.get("/api/v1/contacts", {"where": "birthday within next 365 days"})
    assert len(answer.json()["items"]) == len(BORN)
    assert client.get("/contacts/", {"where": "birthday within next 99999999 years"}).status_code == 200
