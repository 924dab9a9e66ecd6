"""A list is read the quicker way, and shows the same records whichever way that is."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.conditions import check, parse
from caruso.kernel.models import User
from caruso.screens.description import screen_of
from caruso.screens.lists import extent
from caruso.screens.lists import query as list_query
from caruso.screens.search.candidates import candidates

pytestmark = pytest.mark.django_db

PEOPLE = [
    ("Žaneta", "Nová", "Head of Sales", "Łódź"),
    ("Ann-Marie", "O'Neill", "Owner", "Kłodzko-Zdrój"),
    ("Jan", "Kowal", "head  of sales, EMEA", "Zielona Góra"),
    ("Eva", "Sales", "Owner", "lodz"),
    ("Łucja", "Praha", "Co-owner", "Ústí nad Labem"),
]
CONDITIONS = [
    'city = "Lodz"',
    'city = "Łódź" and job_title = "Owner"',
    'city = "Praha" and job_title = "Owner"',
    'job_title starts with "head of s"',
    'job_title starts with "head of sales,"',
    'city starts with "usti n"',
    'city = "zielona góra" and name contains "ko"',
    'city = "Lodz" or job_title = "Co-owner"',
    'not (city = "Lodz")',
    'city in ("Lodz", "Kłodzko-Zdrój")',
    'job_title = "Owner" and (city = "lodz" or last_name = "O\'Neill")',
    'city = "-"',
]


@pytest.fixture
def people(petra: User) -> list[Contact]:
    made = []
    for first, last, title, city in PEOPLE:
        addresses = [{"city": city, "primary": True}]
        contact = Contact(first_name=first, last_name=last, job_title=title, addresses=addresses, owner=petra)
        made.append(contact.create(by=petra))
    return made


def shown(client: Client, where: str) -> list[int]:
    answer = client.get("/contacts/", {"where": where, "sort": "name"})
    assert answer.status_code == 200
    return [row.pk for row in answer.context["page"].rows]


@pytest.mark.parametrize("where", CONDITIONS)
@pytest.mark.parametrize("most", [0, 1, 5000])
def test_the_same_records_are_found_whichever_way(
    client: Client, petra: User, people: list[Contact], where: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(petra)
    usual = shown(client, where)
    monkeypatch.setattr(extent, "MANY", most)
    monkeypatch.setattr(list_query, "MANY", most)
    monkeypatch.setattr(extent, "COUNTED_TO", most)
    condition = check(parse(where), screen_of("customers.contact").object, petra)
    meant = sorted((one for one in people if condition.matches(one)), key=lambda one: (one.sort_name, one.pk))
    assert shown(client, where) == usual == [one.pk for one in meant]


def test_words_tell_at_once_that_nothing_matches(petra: User, people: list[Contact]) -> None:
    screen: Any = screen_of("customers.contact")

    def found(where: str, most: int = 10) -> list[int] | None:
        return candidates(screen, check(parse(where), screen.object, petra).bound, most)

    assert found('city = "Brno" and job_title = "Owner"') == []
    # Words say where to look, not what is found: her title has the word as well.
    assert sorted(found('job_title = "Owner"') or []) == [people[number].pk for number in (1, 3, 4)]
    assert found('job_title = "Owner"', most=2) is None
    assert found("birthday is empty") is None and found('city contains "odz"') is None
    assert found('city = "Lodz" or job_title = "Owner"') is None


def test_a_record_with_very_many_words_is_found_by_its_town(client: Client, petra: User) -> None:
    emails = [{"value": f"ada{number}@a.b.c.d.e.f.g.h.example.com"} for number in range(50)]
    contact = Contact(first_name="Ada", emails=emails, addresses=[{"city": "Łódź", "primary": True}], owner=petra)
    contact.create(by=petra)
    client.force_login(petra)
    assert shown(client, 'city = "Łódź"') == [contact.pk]
