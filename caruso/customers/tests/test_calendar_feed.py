"""One's activities as an iCalendar feed behind an address that can be made worthless."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caruso.customers.models import Activity
from caruso.customers.rules.ical import calendar_of
from caruso.customers.views.calendar_feed import feed_token
from caruso.kernel.models import User

pytestmark = pytest.mark.django_db


def read(text: str) -> list[dict[str, str]]:
    """The events of an iCalendar text, unfolded and unescaped as RFC 5545 says."""
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            unescaped = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
            events[-1][name] = unescaped
    return events


def test_a_calendar_is_read_back_as_it_was_written(petra: User) -> None:
    body = "Řekl: „ano“; cena, 50 \\ kus\r\n" + "žluťoučký kůň 🎉 " * 20
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    activity = Activity(subject="Demo; at, Café", body=body, due_at=at, minutes=45, location="Łódź, Rynek 1")
    activity.pk, activity.updated_at = 7, at
    [event] = read(calendar_of([activity], name="Me, myself", address=lambda _row: "https://x.example/activities/7"))
    assert event["SUMMARY"] == "Demo; at, Café" and event["LOCATION"] == "Łódź, Rynek 1"
    assert event["DESCRIPTION"] == body.replace("\r\n", "\n")
    assert (event["DTSTART"], event["DTEND"]) == ("20261025T003000Z", "20261025T011500Z")
    assert event["UID"] == "activity-7@caruso" and event["URL"] == "https://x.example/activities/7"


def test_a_whole_day_ends_on_the_next(petra: User) -> None:
    activity = Activity(subject="Fair", due_at=timezone.make_aware(datetime(2026, 12, 31)), all_day=True)
    activity.pk, activity.updated_at = 7, timezone.now()
    [event] = read(calendar_of([activity], name="", address=lambda _row: ""))
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261231", "20270101")


def feed(client: Client, token: str) -> Any:
    return client.get(reverse("customers:calendar_feed", args=[token]))


def test_the_feed_needs_no_sign_in_and_holds_ones_own_activities(client: Client, petra: User, marek: User) -> None:
    at = timezone.now() + timedelta(days=1)
    Activity(subject="Mine", due_at=at, owner=petra).create(by=petra)
    Activity(subject="Long ago", due_at=at - timedelta(days=90), owner=petra).create(by=petra)
    Activity(subject="His", due_at=at, owner=marek).create(by=marek)
    Activity(subject="Binned", due_at=at, owner=petra).create(by=petra).put_in_bin(by=petra)
    answer = feed(client, feed_token(petra))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [event["SUMMARY"] for event in read(answer.content.decode())] == ["Mine"]


def test_a_new_address_makes_the_old_one_worthless(client: Client, petra: User) -> None:
    old = feed_token(petra)
    client.force_login(petra)
    assert client.get("/calendar-feed/renew").status_code == 405
    client.post("/calendar-feed/renew")
    petra.refresh_from_db()
    assert feed(client, old).status_code == 404 and feed(client, feed_token(petra)).status_code == 200
    # What a token says stands before the first colon; the rest changes with the second in which it is made.
    assert feed_token(petra).partition(":")[0] in client.get("/calendar-feed").content.decode()


def test_forged_addresses_and_those_who_left_get_nothing(client: Client, petra: User, stranger: User) -> None:
    for token in ("x", feed_token(petra)[:-1], feed_token(petra) + "x", "a:b:c"):
        assert feed(client, token).status_code == 404
    token = feed_token(petra)
    petra.is_active = False
    petra.save()
    assert feed(client, token).status_code == 404
    assert read(feed(client, feed_token(stranger)).content.decode()) == []
