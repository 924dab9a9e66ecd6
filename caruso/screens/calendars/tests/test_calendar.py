"""The calendar: what begins in a stretch of time, in one's own time zone, dragged and stretched."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Activity
from caruso.kernel.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_prague(petra: User) -> None:
    petra.time_zone = "Europe/Prague"
    petra.save()


def planned(by: User, at: datetime, **values: Any) -> Activity:
    return Activity(kind="meeting", subject="Demo", due_at=at, owner=by, team=by.team, **values).create(by=by)


def events(client: Client, start: str, end: str, more: str = "") -> list[dict[str, Any]]:
    return client.get(f"/activities/calendar/events?start={start}&end={end}{more}").json()


def test_events_of_the_stretch_on_show_with_its_end_left_out(client: Client, petra: User) -> None:
    inside = planned(petra, datetime(2026, 11, 2, 8, tzinfo=UTC), minutes=90)
    planned(petra, datetime(2026, 11, 8, 23, tzinfo=UTC))
    planned(petra, datetime(2026, 11, 1, 22, 59, tzinfo=UTC))
    client.force_login(petra)
    [event] = events(client, "2026-11-02T00:00:00%2B01:00", "2026-11-09T00:00:00%2B01:00")
    assert event["id"] == inside.pk and event["url"] == f"/activities/{inside.pk}"
    assert event["start"] == "2026-11-02T09:00:00+01:00" and event["end"] == "2026-11-02T10:30:00+01:00"
    assert events(client, "2026-11-02T00:00:00+01:00", "2026-11-09T00:00:00+01:00") == [event], "a bare plus is a plus"
    assert events(client, "2026-11-02", "2026-11-09") == [event]


def test_an_event_across_the_change_of_the_clocks_keeps_its_length(client: Client, petra: User) -> None:
    planned(petra, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), minutes=60)
    client.force_login(petra)
    [event] = events(client, "2026-10-25", "2026-10-26")
    assert event["start"] == "2026-10-25T02:30:00+02:00" and event["end"] == "2026-10-25T02:30:00+01:00", (
        "the clocks go back"
    )


def test_a_whole_day_is_the_day_of_the_viewer(client: Client, petra: User) -> None:
    planned(petra, datetime(2026, 11, 1, 23, tzinfo=UTC), all_day=True)
    client.force_login(petra)
    [event] = events(client, "2026-11-01", "2026-11-09")
    assert event["start"] == "2026-11-02" and event["allDay"] and "end" not in event


def test_ones_own_or_everybodys(client: Client, petra: User, marek: User, anna: User) -> None:
    at = datetime(2026, 11, 2, 8, tzinfo=UTC)
    mine, teams = planned(petra, at), planned(marek, at)
    planned(anna, at)
    client.force_login(petra)
    assert [event["id"] for event in events(client, "2026-11-01", "2026-11-09")] == [mine.pk]
    everybody = {event["id"] for event in events(client, "2026-11-01", "2026-11-09", "&whose=all")}
    assert everybody == {mine.pk, teams.pk}, "as far as one may see"
    assert client.get("/activities/calendar").status_code == 200
    assert client.get("/activities/calendar?whose=all").context["everyone"]


@pytest.mark.parametrize(
    "stretch", [("", ""), ("x", "y"), ("0001-01-01", "9999-12-31"), ("2026-13-01", "2026-01-01"), ("²", "²")]
)
def test_a_stretch_that_makes_no_sense_is_empty(client: Client, petra: User, stretch: tuple[str, str]) -> None:
    client.force_login(petra)
    assert events(client, *stretch) == []


def test_an_event_is_dragged_and_stretched(client: Client, petra: User) -> None:
    activity = planned(petra, datetime(2026, 11, 2, 8, tzinfo=UTC), minutes=30)
    client.force_login(petra)
    url = f"/activities/calendar/{activity.pk}/move"
    moved = {"start": "2026-11-03T10:00:00+01:00", "end": "2026-11-03T11:15:00+01:00", "all_day": "false"}
    assert client.post(url, moved).status_code == 200
    activity.refresh_from_db()
    assert activity.due_at == datetime(2026, 11, 3, 9, tzinfo=UTC) and activity.minutes == 75
    client.post(url, {"start": "2026-11-05", "end": "2026-11-06", "all_day": "true"})
    activity.refresh_from_db()
    assert activity.all_day and activity.minutes == 75
    assert activity.due_at == datetime(2026, 11, 4, 23, tzinfo=UTC)


def test_a_reminder_moves_along_with_its_event(client: Client, petra: User) -> None:
    at = datetime(2026, 11, 2, 8, tzinfo=UTC)
    activity = planned(petra, at, reminder_at=datetime(2026, 11, 2, 7, 45, tzinfo=UTC))
    client.force_login(petra)
    client.post(f"/activities/calendar/{activity.pk}/move", {"start": "2026-11-03T09:00:00+01:00"})
    activity.refresh_from_db()
    assert activity.reminder_at == datetime(2026, 11, 3, 7, 45, tzinfo=UTC)


def test_a_move_that_is_refused_moves_nothing(client: Client, petra: User, jan: User) -> None:
    at = timezone.now()
    activity = planned(petra, at)
    url = f"/activities/calendar/{activity.pk}/move"
    client.force_login(petra)
    for start in ("", "soon", "9999-12-31T23:00"):
        assert client.post(url, {"start": start}).status_code == 422
    client.force_login(jan)
    assert client.post(url, {"start": "2026-11-03"}).status_code == 403
    activity.refresh_from_db()
    assert activity.due_at == at and activity.version == 1
    assert client.get("/accounts/calendar").status_code == 404
