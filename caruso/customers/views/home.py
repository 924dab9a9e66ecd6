"""Home: my day."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from caruso.customers.models import Account, Activity, Contact
from caruso.customers.rules.greetings import upcoming_greetings
from caruso.kernel.models import Event
from caruso.kernel.request import Request
from caruso.screens.timeline.reading import read_events

MOST = 12
QUIET_AFTER = timedelta(days=30)


def home(request: Request) -> HttpResponse:
    """What to do today, whom to greet, who has been left alone, what just happened."""
    user = request.user
    now = timezone.now()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), time()))
    mine = Activity.objects.visible_to(user).filter(owner=user, done_at=None)
    overdue = mine.filter(due_at__lt=now)
    today = mine.filter(due_at__gte=now, due_at__lt=midnight)
    to_do = mine.filter(due_at__isnull=False).select_related("contact", "account").order_by("due_at", "pk")
    context = {
        "overdue": overdue.order_by()[:100].count(),
        "today": today.order_by()[:100].count(),
        "done": Activity.objects.visible_to(user)
        .filter(owner=user, done_at__gte=midnight - timedelta(days=7))[:500]
        .count(),
        "to_do": [(activity, activity.icon) for activity in to_do[:MOST]],
        "greetings": upcoming_greetings(user, days=14)[:6],
        "left_alone": list(_left_alone(user, now)[:5]),
        "happened": read_events(_recent_events(user), user)[:8],
        "part_of_day": _part_of_day(timezone.localtime(now).hour),
        "is_empty": not Account.objects.exists() and not Contact.objects.exists(),
    }
    return render(request, "customers/home.html", context)


def _left_alone(user: Any, now: datetime) -> QuerySet[Account]:
    """My accounts with nothing planned and nothing done for a month, the longest left first."""
    mine = Account.objects.visible_to(user).filter(owner=user, next_activity_at=None)
    return mine.filter(last_activity_at__lt=now - QUIET_AFTER).order_by("last_activity_at")


def _recent_events(user: Any) -> list[Event]:
    """The newest events of customers; those the viewer may not see are left out later."""
    objects = ["customers.account", "customers.contact", "customers.activity"]
    newest = Event.objects.select_related("actor").order_by("-pk")[:60]
    return [event for event in newest if event.object in objects][:30]


def _part_of_day(hour: int) -> str:
    return "morning" if 4 <= hour < 12 else "afternoon" if hour < 18 else "evening"
