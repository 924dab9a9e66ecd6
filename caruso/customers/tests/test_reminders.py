"""A reminder tells the assignee once, at its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caruso.customers.models import Activity
from caruso.customers.reminders import remind
from caruso.kernel.models.notification import Notification

pytestmark = pytest.mark.django_db


def call(owner, reminder, **values):
    moment = timezone.now() + reminder
    return Activity(subject="Call back", owner=owner, due_at=moment, reminder_at=moment, **values).create(by=None)


def test_the_assignee_is_reminded_once(petra):
    call(petra, -timedelta(minutes=1))
    assert (remind(), remind()) == (1, 0)
    assert Notification.objects.get().person == petra


def test_a_reminder_moved_into_the_future_reminds_again(petra):
    activity = call(petra, -timedelta(minutes=1))
    remind()
    activity.refresh_from_db()
    activity.change({"due_at": timezone.now() + timedelta(hours=1)}, by=petra)
    activity.refresh_from_db()
    assert activity.reminder_at == activity.due_at
    assert activity.reminded_at is None
    assert activity.reminder_at > timezone.now()


def test_what_is_done_or_not_yet_due_reminds_nobody(petra):
    call(petra, timedelta(minutes=5))
    call(petra, -timedelta(minutes=5)).complete(by=petra)
    assert remind() == 0
    assert not Notification.objects.exists()


def test_a_reminder_moves_along_when_its_activity_is_dragged_in_the_calendar(petra, client):
    client.force_login(petra)
    activity = call(petra, timedelta(hours=1))
    activity.change({"reminder_at": activity.due_at - timedelta(minutes=15)}, by=petra)
    moved = activity.due_at + timedelta(days=1)
    answer = client.post(f"/activities/calendar/{activity.pk}/move", {"start": moved.isoformat()})
    assert answer.status_code == 200
    activity.refresh_from_db()
    assert activity.reminder_at == activity.due_at - timedelta(minutes=15)
    assert activity.due_at == moved


def test_a_reminder_that_is_given_its_own_time_keeps_that(petra):
    activity = call(petra, timedelta(hours=1))
    chosen = activity.due_at + timedelta(hours=2)
    activity.change({"due_at": activity.due_at + timedelta(days=1), "reminder_at": chosen}, by=petra)
    activity.refresh_from_db()
    assert activity.reminder_at == chosen
