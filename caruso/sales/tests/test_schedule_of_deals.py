"""Deals as bars from their opening to the expected close."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import Role, User
from caruso.sales.models import Milestone, Opportunity
from caruso.screens.schedules import reading

pytestmark = pytest.mark.django_db
MARCH = "/opportunities/schedule?start=2033-03-01&scale=months"


@pytest.fixture
def bistro(anna: User) -> Account:
    return Account(name="Bistro").create(by=anna)


def deal(owner: User, account: Account, name: str, opened: date, close: date | None, **values: Any) -> Opportunity:
    made = Opportunity(name=name, account=account, owner=owner, team=owner.team, close_date=close, **values)
    made.created_at = datetime(opened.year, opened.month, opened.day, 12, tzinfo=UTC)
    return made.create(by=owner)


def names(answer: Any) -> list[str]:
    return [name.strip() for name in re.findall(r'<span class="plan-name">([^<]*)', answer.content.decode())]


def bar(answer: Any) -> tuple[float, float]:
    x, width = re.search(r'<rect x="([-\d.]+)%".*? width="([\d.]+)%"', answer.content.decode()).groups()  # type: ignore[union-attr]
    return float(x), float(width)


def only_right(user: User, object: str, right: Any) -> None:
    rights = {"*": {"view": "all"}, object: right}
    role, _made = Role.objects.update_or_create(name="The only one", defaults={"rights": rights})
    user.roles.set([role])


def test_a_deal_is_a_bar_from_its_opening_to_the_expected_close(client: Client, petra: User, bistro: Account) -> None:
    made = deal(petra, bistro, "Two grinders", date(2033, 3, 1), date(2033, 3, 31), amount=4200)
    client.force_login(petra)
    answer = client.get(MARCH)
    page = answer.content.decode()
    assert f'href="/opportunities/{made.pk}"' in page and "4" in page and "1 Mar" in page and "31 Mar" in page
    x, width = bar(answer)
    assert x == 0 and width == pytest.approx(100 * 31 / 275, abs=0.01), "of March to November"


def test_deals_that_only_reach_into_the_time_are_there_and_others_are_not(
    client: Client, petra: User, bistro: Account
) -> None:
    deal(petra, bistro, "Through", date(2032, 1, 5), date(2035, 1, 5))
    deal(petra, bistro, "Until its first day", date(2033, 1, 5), date(2033, 3, 1))
    deal(petra, bistro, "From its last day", date(2033, 11, 30), date(2034, 3, 1))
    deal(petra, bistro, "Before", date(2033, 1, 5), date(2033, 2, 28))
    deal(petra, bistro, "After", date(2033, 12, 1), date(2034, 3, 1))
    client.force_login(petra)
    assert set(names(client.get(MARCH))) == {"Through", "Until its first day", "From its last day"}
    assert "Those without" not in client.get(MARCH).content.decode()
    deal(petra, bistro, "Open-ended", date(2033, 4, 5), None)
    answer = client.get(MARCH)
    assert "Open-ended" not in names(answer), "a bar needs both days…"
    assert "Those without “expected close”" in answer.content.decode(), "…and the page says so"


def test_the_day_is_that_of_the_viewer(client: Client, petra: User, bistro: Account) -> None:
    petra.time_zone = "Europe/Prague"
    petra.save()
    late = deal(petra, bistro, "Late", date(2033, 2, 28), date(2033, 3, 31))
    Opportunity.objects.filter(pk=late.pk).update(created_at=datetime(2033, 2, 28, 23, 30, tzinfo=UTC))
    client.force_login(petra)
    assert bar(client.get(MARCH))[0] == 0, "it is March in Prague already"


def test_deals_stand_under_their_owners_or_what_one_chooses(
    client: Client, anna: User, marek: User, petra: User, bistro: Account
) -> None:
    for owner, name in ((petra, "Of Petra"), (marek, "Of Marek")):
        deal(owner, bistro, name, date(2033, 3, 1), date(2033, 5, 1))
    client.force_login(anna)
    groups = client.get(MARCH).context["drawn"].groups
    assert [(group.label, len(group.bars)) for group in groups] == [(str(marek), 1), (str(petra), 1)]
    groups = client.get(f"{MARCH}&group=account").context["drawn"].groups
    assert [(group.label, len(group.bars)) for group in groups] == [("Bistro", 2)]
    assert [group.label for group in client.get(f"{MARCH}&group=none").context["drawn"].groups] == [""]
    stages = client.get(f"{MARCH}&group=stage").context["drawn"].groups
    assert [len(group.bars) for group in stages] == [2]


def test_it_shows_what_the_list_shows(client: Client, petra: User, jan: User, anna: User, bistro: Account) -> None:
    mine = deal(petra, bistro, "Mine", date(2033, 3, 1), date(2033, 5, 1))
    deal(petra, bistro, "Other", date(2033, 3, 1), date(2033, 5, 1))
    lost = deal(petra, bistro, "Lost", date(2033, 3, 1), date(2033, 5, 1))
    lost.lose(by=petra, reason="timing")
    client.force_login(petra)
    assert names(client.get(f'{MARCH}&where=name+=+"Mine"')) == ["Mine"]
    assert set(names(client.get(f"{MARCH}&view=open"))) == {"Mine", "Other"}
    assert "data-over" in client.get(MARCH).content.decode(), "what has ended is told apart"
    address = f'/opportunities/schedule?scale=weeks&group=stage&where=name+=+"Mine"&start={mine.created_at.date()}'
    kept = client.post("/opportunities/views/new", {"name": "Plan", "address": address})
    shown = client.get(kept["Location"])
    assert shown.context["stretch"].scale.name == "weeks" and shown.context["by"].name == "stage"
    assert shown.context["now"] is not None, "a kept view is about now"


def test_the_filter_leads_back_to_the_schedule(client: Client, petra: User, bistro: Account) -> None:
    client.force_login(petra)
    page = client.get(f'{MARCH}&where=name+=+"Mine"')
    assert page.context["chips"][0].remove.startswith("/opportunities/schedule")
    built = client.post("/opportunities/filter?scale=months&back=schedule", {"text": 'name = "Mine"'})
    assert built["Location"].startswith("/opportunities/schedule?") and "scale=months" in built["Location"]
    assert client.post("/opportunities/filter?back=quarry", {"text": ""})["Location"] == "/opportunities/"


def test_bars_tell_what_is_due_next_as_cards_do(client: Client, petra: User, bistro: Account) -> None:
    now = timezone.now()
    waiting = deal(petra, bistro, "Waiting", now.date(), now.date())
    Opportunity.objects.filter(pk=waiting.pk).update(next_activity_at=now - timedelta(days=2))
    client.force_login(petra)
    page = client.get("/opportunities/schedule").content.decode()
    assert 'data-due="overdue"' in page and "2 days ago" in page and "schedule-now" in page
    only_right(petra, "sales.opportunity", {"view": "all", "fields": {"next_activity_at": "hidden"}})
    page = client.get("/opportunities/schedule").content.decode()
    assert "Waiting" in page and "data-due" not in page


def test_milestones_are_diamonds_for_those_who_see_them(client: Client, petra: User, bistro: Account) -> None:
    one = deal(petra, bistro, "Two grinders", date(2033, 3, 1), date(2033, 6, 30))
    Milestone(
        opportunity=one, name="Tasting", due_on=date(2033, 4, 2), reached_on=date(2033, 4, 2), owner=petra
    ).create(by=petra)
    Milestone(opportunity=one, name="Some day", owner=petra).create(by=petra)
    client.force_login(petra)
    page = client.get(MARCH).content.decode()
    assert "Tasting, 2 Apr 2033, reached" in page and page.count("data-reached") == 1 and "Some day" not in page
    only_right(petra, "sales.milestone", {"view": "none"})
    assert "Tasting" not in client.get(MARCH).content.decode()
    only_right(petra, "sales.milestone", {"view": "all", "fields": {"due_on": "hidden"}})
    assert "Tasting" not in client.get(MARCH).content.decode()


@pytest.mark.parametrize("name", ["created_at", "close_date"])
def test_a_schedule_of_hidden_days_is_not_there(client: Client, petra: User, name: str) -> None:
    client.force_login(petra)
    assert client.get(MARCH).status_code == 200
    assert "/opportunities/schedule" in client.get("/opportunities/").content.decode()
    only_right(petra, "sales.opportunity", {"view": "all", "fields": {name: "hidden"}})
    assert client.get(MARCH).status_code == 404
    assert "/opportunities/schedule" not in client.get("/opportunities/").content.decode(), "nor is it offered"


def test_a_hidden_owner_or_amount_is_not_told(client: Client, petra: User, bistro: Account) -> None:
    deal(petra, bistro, "Two grinders", date(2033, 3, 1), date(2033, 5, 1), amount=77123)
    client.force_login(petra)
    assert "77,123" in client.get(MARCH).content.decode().replace("\u202f", ",").replace("\xa0", ",")
    only_right(petra, "sales.opportunity", {"view": "all", "fields": {"owner": "hidden", "amount": "hidden"}})
    answer = client.get(f"{MARCH}&group=owner")
    assert [group.label for group in answer.context["drawn"].groups] == [""]
    assert "123" not in answer.content.decode()


@pytest.mark.parametrize(
    "odd",
    ["start=²", "start=0001-01-01", "start=9999-12-31", "start=2033-02-31", "scale=ages", "group=amount", "group=²"],
)
def test_an_odd_address_shows_the_usual(client: Client, petra: User, odd: str) -> None:
    client.force_login(petra)
    shown = client.get(f"/opportunities/schedule?{odd}").context
    assert shown["now"] is not None and shown["stretch"].scale.name == "months" and shown["by"].name == "owner"


def test_one_goes_earlier_and_later_and_keeps_the_rest(client: Client, petra: User) -> None:
    client.force_login(petra)
    shown = client.get("/opportunities/schedule?start=2033-02-15&scale=quarters&group=stage&view=open").context
    assert shown["stretch"].first == date(2033, 1, 1) and shown["stretch"].end == date(2035, 1, 1)
    later = client.get(shown["moves"]["later"]).context
    assert (later["stretch"].first, later["by"].name) == (date(2034, 1, 1), "stage")
    assert client.get(shown["moves"]["earlier"]).context["stretch"].first == date(2032, 1, 1)
    assert client.get(shown["moves"]["today"]).context["now"] is not None
    weeks = client.get(shown["scales"][0][1]).context["stretch"]
    assert (weeks.scale.name, weeks.first) == ("weeks", date(2032, 12, 27)), "the week with the same day"


def test_it_draws_no_more_than_it_says(
    client: Client, petra: User, bistro: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST", 2)
    for number in (3, 1, 2):
        deal(petra, bistro, f"Deal {number}", date(2033, 3, 1), date(2033, 5, number))
    client.force_login(petra)
    answer = client.get(MARCH)
    assert names(answer) == ["Deal 1", "Deal 2"], "those that end first"
    assert answer.context["drawn"].more and "Only the first" in answer.content.decode()


def test_more_deals_take_no_more_queries(client: Client, petra: User, bistro: Account) -> None:
    client.force_login(petra)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{MARCH}&group=account").status_code == 200
        return len(captured)

    def more(number: int) -> None:
        one = deal(petra, bistro, f"Deal {number}", date(2033, 3, 1), date(2033, 5, 1), amount=1)
        Milestone(opportunity=one, name="Tasting", due_on=date(2033, 4, 2), owner=petra).create(by=petra)

    more(0)
    asked()
    few = asked()
    for number in range(1, 8):
        more(number)
    assert asked() == few
