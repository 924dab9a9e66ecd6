"""The clock of the promised first contact runs wherever a lead's name stands, and a broken promise is told once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.kernel.models import Notification, Role, Team, User
from caruso.sales.models import Lead
from caruso.sales.promises import alert, escalate


def lead(by: User, minutes: float, **values: Any) -> Lead:
    due = timezone.now() + timedelta(minutes=minutes, seconds=5)
    return Lead(company=f"Due {minutes}", contact_due_at=due, owner=by, **values).create(by=by)


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def told() -> list[tuple[str, str]]:
    return sorted(Notification.objects.values_list("kind", "person__email"))


@pytest.mark.parametrize("address", ["/leads/", "/leads/board"])
def test_list_and_board_say_how_long_there_is_and_how_late_it_is(petra: User, address: str) -> None:
    for minutes in (200, 10, -95, -3000):
        lead(petra, minutes)
    called = lead(petra, -60)
    called.change({"state": "working"}, by=petra)
    page = entered(petra).get(address).content.decode()
    for said in ("3:20 left to call", "0:10 left to call", "1:34 late", "2 d 1:59 late"):
        assert said in page
    for state in ("running", "soon", "late"):
        assert f'data-state="{state}"' in page
    assert page.count('data-island="sales/countdown"') == 4


def test_in_a_list_the_clock_has_a_column_of_its_own_by_which_it_is_sorted(petra: User) -> None:
    for minutes in (300, -95):
        lead(petra, minutes)
    called = lead(petra, -60)
    called.change({"state": "working"}, by=petra)
    rows = entered(petra).get("/leads/?sort=contact_due_at").content.decode().partition("<tbody")[2].split("<tr ")[1:]
    cells = [[cell for cell in row.split("<td")[1:] if "</th" not in cell] for row in rows]
    assert ["Due -95" in cells[0][1], "Due -60" in cells[1][1], "Due 300" in cells[2][1]] == [True] * 3
    assert not any("countdown" in row[1] for row in cells)
    assert ["1:34 late" in cells[0][2], "countdown" in cells[1][2], "5:00 left to call" in cells[2][2]] == [
        True,
        False,
        True,
    ]
    without = entered(petra).get("/leads/?columns=name,state").content.decode()
    assert "1:34 late" in without  # beside the name, where there is no column for it


def test_the_clocks_of_a_page_cost_no_question_for_each_row(petra: User, django_assert_max_num_queries: Any) -> None:
    browser = entered(petra)
    lead(petra, 10)
    browser.get("/leads/")
    with django_assert_max_num_queries(100) as few:
        browser.get("/leads/")
    for minutes in range(20):
        lead(petra, minutes)
    with django_assert_max_num_queries(len(few)):
        browser.get("/leads/")


def test_who_may_not_see_the_promise_sees_no_clock(petra: User) -> None:
    lead(petra, -95)
    rights = {"view": "all", "fields": {"contact_due_at": "hidden"}}
    role = Role.objects.create(name="Caller", rights={"sales.lead": rights})
    petra.roles.set([role])
    page = entered(petra).get("/leads/").content.decode()
    assert "Due -95" in page and "countdown" not in page


def test_a_broken_promise_is_told_once_to_the_owner_and_who_leads_the_team(
    petra: User, marek: User, anna: User
) -> None:
    Team.objects.filter(pk=petra.team_id).update(leader=marek)
    late = lead(petra, -5, team_id=petra.team_id)
    lead(petra, 5)
    called = lead(petra, -5)
    called.change({"state": "working", "contacted_at": timezone.now()}, by=petra)
    lead(petra, -60 * 24 * 30)
    assert (alert(), escalate(), escalate(), alert()) == (1, 1, 0, 0)
    assert told() == [
        ("lead_due", petra.email), ("lead_late", marek.email), ("lead_late", petra.email)
    ]  # fmt: skip
    assert "saw the promised time go by" in entered(petra).get(f"/leads/{late.pk}/timeline").content.decode()


def test_where_the_owner_leads_the_team_those_above_hear_of_it(petra: User, marek: User, anna: User) -> None:
    above = Team.objects.create(name="All sales", leader=anna)
    Team.objects.filter(pk=petra.team_id).update(leader=petra, parent=above)
    lead(petra, -5, team_id=petra.team_id)
    escalate()
    assert told() == [("lead_late", anna.email), ("lead_late", petra.email)]


def test_another_promise_that_is_broken_is_told_again(petra: User, anna: User) -> None:
    late = lead(petra, -5)
    escalate()
    late.change({"contact_due_at": timezone.now() + timedelta(hours=1)}, by=petra)
    assert escalate() == 0
    Lead.objects.update(contact_due_at=timezone.now())
    assert escalate() == 1
