"""Whom to greet: occasions kept with their contact, over the year's end and on 29 February."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Contact, Occasion
from caruso.customers.rules import greetings
from caruso.kernel.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda *day: monkeypatch.setattr(greetings.timezone, "localdate", lambda: date(*day))


def born(by: User, *day: int, **values: Any) -> Contact:
    return Contact(first_name=f"Born {day}", birthday=date(*day), owner=by, **values).create(by=by)


def upcoming(user: User, days: int = 7, **how: Any) -> list[tuple[int, date, int | None]]:
    found = greetings.upcoming_greetings(user, days=days, **how)
    return [(greeting.contact.pk, greeting.day, greeting.years) for greeting in found]


def test_greetings_go_on_over_the_years_end(petra: User, on: Any) -> None:
    on(2026, 12, 30)
    new_year, sylvester = born(petra, 1980, 1, 1), born(petra, 1990, 12, 31)
    born(petra, 1990, 12, 29), born(petra, 1990, 1, 6)
    assert upcoming(petra) == [(sylvester.pk, date(2026, 12, 31), 36), (new_year.pk, date(2027, 1, 1), 47)]


@pytest.mark.parametrize(
    ("today", "day", "years"),
    [
        ((2027, 2, 25), date(2027, 2, 28), 35),
        ((2028, 2, 25), date(2028, 2, 29), 36),
        ((2027, 2, 28), date(2027, 2, 28), 35),
    ],
)
def test_who_was_born_on_29_february_is_greeted_every_year_once(
    petra: User, on: Any, today: tuple[int, int, int], day: date, years: int
) -> None:
    on(*today)
    contact = born(petra, 1992, 2, 29)
    assert upcoming(petra) == [(contact.pk, day, years)]


def test_who_tells_no_year_is_greeted_without_an_age(client: Client, petra: User, on: Any) -> None:
    on(2026, 3, 10)
    client.force_login(petra)
    written = {"first_name": "Zofia", "birthday": "14.3.", "family-0-name": "Ola", "family-0-birthday": "15. 3."}
    assert client.post("/contacts/new", written).status_code == 302
    zofia = Contact.objects.get()
    assert [(day, years) for _pk, day, years in upcoming(petra)] == [
        (date(2026, 3, 14), None),
        (date(2026, 3, 15), None),
    ]
    page = client.get(f"/contacts/{zofia.pk}").content.decode()
    assert '<time datetime="03-14">14 Mar</time>' in page and "1604" not in page
    form = client.get(f"/contacts/{zofia.pk}/edit").content.decode()
    assert 'value="14.3."' in form and 'value="15.3."' in form and "1604" not in form


def test_every_occasion_of_a_contact_is_kept(petra: User, on: Any) -> None:
    on(2026, 6, 1)
    contact = Contact(
        first_name="Jan",
        name_day=date(2000, 6, 3),
        anniversaries=[{"label": "Wedding", "date": "2016-06-04"}, {"label": "no date"}],
        family=[{"name": "Ola", "birthday": "2016-06-05"}],
        owner=petra,
    ).create(by=petra)
    assert upcoming(petra) == [
        (contact.pk, date(2026, 6, 3), None),
        (contact.pk, date(2026, 6, 4), 10),
        (contact.pk, date(2026, 6, 5), 10),
    ]
    contact.change({"birthday": date(1980, 6, 2), "family": []}, by=petra)
    assert [day.day for _contact, day, _years in upcoming(petra)] == [2, 3, 4]
    contact.put_in_bin(by=petra)
    assert upcoming(petra) == [] and not Occasion.objects.exists()
    contact.restore(by=petra)
    assert len(upcoming(petra)) == 3 == Occasion.objects.count()


def test_the_nearest_come_first_also_where_there_are_many(petra: User, on: Any) -> None:
    on(2026, 6, 1)
    for day in (9, 8, 7, 6, 5, 4, 3, 2):
        born(petra, 1980, 6, day)
    assert [day.day for _contact, day, _years in upcoming(petra, days=30, most=1)] == [2]


def test_only_contacts_one_may_see(client: Client, petra: User, marek: User, anna: User, on: Any) -> None:
    on(2026, 6, 1)
    mine, teams, hidden = born(petra, 1980, 6, 2), born(marek, 1980, 6, 3), born(anna, 1980, 6, 4)
    assert {number for number, _day, _years in upcoming(petra)} == {mine.pk, teams.pk}
    assert {number for number, _day, _years in upcoming(petra, mine=True)} == {mine.pk}
    client.force_login(petra)
    text = client.get("/greetings?days=²").content.decode()
    assert f"/contacts/{mine.pk}" in text and f"/contacts/{hidden.pk}" not in text
