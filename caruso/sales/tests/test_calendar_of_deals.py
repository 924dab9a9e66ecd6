"""Deals in a calendar: on the day of their expected close, and dragged to another."""

from datetime import date

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Opportunity

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(petra: User, bistro: Account) -> Opportunity:
    values = {"name": "Two grinders", "account": bistro, "owner": petra, "team": petra.team}
    return Opportunity(**values, close_date=date(2027, 3, 1)).create(by=petra)


def test_a_deal_stands_on_the_day_of_its_expected_close(client: Client, petra: User, deal: Opportunity) -> None:
    client.force_login(petra)
    assert "data-by-days" in client.get("/opportunities/calendar").content.decode()
    address = "/opportunities/calendar/events?start=2027-03-01&end=2027-03-02"
    [event] = client.get(address).json()
    assert event["start"] == "2027-03-01" and event["allDay"] and event["url"] == f"/opportunities/{deal.pk}"
    assert client.get("/opportunities/calendar/events?start=2027-02-01&end=2027-03-01").json() == []
    deal.lose(by=petra, reason="timing")
    assert "done" in client.get(address).json()[0]["classNames"]


def test_a_deal_is_dragged_to_another_day(client: Client, petra: User, jan: User, deal: Opportunity) -> None:
    client.force_login(petra)
    move = f"/opportunities/calendar/{deal.pk}/move"
    assert client.post(move, {"start": "2027-03-09", "end": "", "all_day": "true"}).status_code == 200
    deal.refresh_from_db()
    assert deal.close_date == date(2027, 3, 9)
    client.force_login(jan)
    assert client.post(move, {"start": "2027-04-01", "all_day": "true"}).status_code == 403
    deal.refresh_from_db()
    assert deal.close_date == date(2027, 3, 9)
