"""The cards of one's day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caruso.customers.about_links import about_of
from caruso.customers.models import Account, Activity
from caruso.customers.panels import may_complete, sees_when
from caruso.customers.rules.greetings import upcoming_greetings
from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.models import Event, User
from caruso.screens.description import screen_of
from caruso.screens.description.home import HomeCard
from caruso.screens.doors import may_see
from caruso.screens.timeline.reading import read_events
from caruso.screens.veil import veiled, without_unseen_links

MOST = 12
GREETED = 6
QUIET_AFTER = timedelta(days=30)
COUNTED_TO = 100
#: Late is what stood on an earlier day; what was meant for this morning is still of today.
OVERDUE = "owner = me and done_at is empty and due_at < today"
FIGURES = (
    (_("Overdue"), OVERDUE, "due_at"),
    (_("Today"), "owner = me and done_at is empty and due_at = today", "due_at"),
    (_("Done in seven days"), "owner = me and done_at within last 7 days", "-done_at"),
)


@dataclass(frozen=True)
class Figure:
    """A number on top of the page; the list behind it has as many rows."""

    label: Any
    address: str
    count: int
    more: bool
    alarming: bool = False


class FiguresCard(HomeCard):
    """How much is late, for today and done."""

    name, label, icon = "figures", _("Figures"), "hash"
    template, position, order = "customers/home/figures.html", "top", 10

    def context(self, user: User) -> dict[str, Any] | None:
        return {"figures": [figure for one in FIGURES if (figure := _figure(user, *one))]}


class ToDoCard(HomeCard):
    """What waits for me."""

    name, label, icon = "to_do", _("To do"), "list-checks"
    template, order = "customers/home/to_do.html", 30

    def context(self, user: User) -> dict[str, Any] | None:
        planned = Activity.objects.visible_to(user).filter(owner=user, done_at=None, due_at__isnull=False)
        if not sees_when(user):
            planned = planned.none()
        to_do = list(planned.select_related("contact", "account").order_by("due_at", "pk")[:MOST])
        may_do = may_complete(to_do, user)
        without_unseen_links(veiled(to_do, user), user)
        about = about_of(to_do, user)
        lines = [(activity, activity.icon, about.get(activity.pk)) for activity in to_do]
        return {"to_do": lines, "may_complete": may_do}


class HappenedCard(HomeCard):
    """What others did lately."""

    name, label, icon = "happened", _("Just happened"), "activity"
    template, order = "customers/home/happened.html", 40

    def context(self, user: User) -> dict[str, Any] | None:
        return {"happened": read_events(_recent_events(), user)[:8]}


class GreetingsCard(HomeCard):
    """Whom to greet."""

    name, label, icon = "greetings", _("Greetings"), "cake"
    template, position, order = "customers/home/greetings.html", "right", 50

    def context(self, user: User) -> dict[str, Any] | None:
        greetings = upcoming_greetings(user, days=14, most=GREETED)
        without_unseen_links(veiled([greeting.contact for greeting in greetings], user), user)
        return {"greetings": greetings}


class LeftAloneCard(HomeCard):
    """Who has been left alone."""

    name, label, icon = "left_alone", _("Nothing planned"), "circle-alert"
    template, position, order = "customers/home/left_alone.html", "right", 60

    def context(self, user: User) -> dict[str, Any] | None:
        accounts = list(_left_alone(user, timezone.now())[:5])
        may_plan = user.access.may("customers.activity", "create")
        return {"accounts": accounts, "may_plan": may_plan} if accounts else None


def _figure(user: User, label: Any, where: str, sort: str) -> Figure | None:
    """Counted by the very condition of the list that it leads to, and no further than that list counts."""
    screen = screen_of(Activity)
    records = Activity.objects.visible_to(user)
    try:
        checked = check(parse(where), screen.object, user)
    except ConditionProblem:
        return None  # one of its fields is hidden from this person
    count = checked.filter(records).order_by()[: COUNTED_TO + 1].count()
    address = f"{screen.list_url}?{urlencode({'where': where, 'sort': sort})}"
    return Figure(label, address, min(count, COUNTED_TO), count > COUNTED_TO, alarming=where == OVERDUE)


def _left_alone(user: Any, now: datetime) -> QuerySet[Account]:
    """My accounts with nothing planned and nothing done for a month, the longest left first."""
    if not may_see(screen_of(Account), user, ("owner", "next_activity_at", "last_activity_at")):
        return Account.objects.none()
    mine = Account.objects.visible_to(user).filter(owner=user, next_activity_at=None)
    return mine.filter(last_activity_at__lt=now - QUIET_AFTER).order_by("last_activity_at")


def _recent_events() -> list[Event]:
    """The newest events of customers; those the viewer may not see are left out later."""
    objects = ["customers.account", "customers.contact", "customers.activity"]
    newest = Event.objects.select_related("actor").order_by("-pk")[:60]
    return [event for event in newest if event.object in objects][:30]
