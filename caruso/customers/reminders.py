"""Reminders: a notification to whoever has to do an activity, at the time they asked for."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.customers.models import Activity
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.kernel.serving.clock import by_the_clock

EVERY = 20.0
AT_ONCE = 200
REMINDER = notification_kind("reminder", _("Remember: “%(title)s”"))


def start() -> None:
    by_the_clock(EVERY, remind)


def remind() -> int:
    """Tell the assignees of activities whose reminder is due; returns how many. Each is told once."""
    forget_organisation()
    with transaction.atomic():
        due = Activity.objects.live().select_for_update(of=("self",)).select_related("owner")
        due = due.filter(reminder_at__lte=timezone.now(), reminded_at=None, done_at=None)
        activities = list(due.order_by("reminder_at")[:AT_ONCE])
        for activity in activities:
            if activity.owner is not None:
                notify([activity.owner], REMINDER, record=activity)
        Activity.objects.filter(pk__in=[activity.pk for activity in activities]).update(reminded_at=timezone.now())
    return len(activities)
