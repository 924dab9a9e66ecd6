"""Whoever looks after a customer is told when that customer's usual day to buy has passed, once for each such day."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.insight.customers import overdue
from caruso.sales.models import Rhythm

EVERY = 3600.0
AT_ONCE = 200
#: Who is late for longer stands in the list of the page; that is no news.
NEWS_FOR = timedelta(days=14)
MISSED = notification_kind("order_missed", _("“%(title)s” usually buys every %(days)s days and is late"))


def start() -> None:
    by_the_clock(EVERY, tell)


def tell() -> int:
    """Tell the owners of accounts that are newly late, each by the orders that this person sees; how many were told."""
    forget_organisation()
    today, told = timezone.localdate(), 0
    late = Rhythm.objects.filter(next_on__lt=today, next_on__gte=today - NEWS_FOR)
    fresh = late.exclude(told_for=F("next_on")).exclude(account__owner=None).select_related("account__owner")
    by_owner: dict[User, list[Rhythm]] = {}
    for rhythm in fresh.order_by("next_on")[:AT_ONCE]:
        if owner := rhythm.account.owner:
            by_owner.setdefault(owner, []).append(rhythm)
    for owner, rhythms in by_owner.items():
        seen = {one.account.pk: one for one in overdue(owner, today, among=[one.account_id for one in rhythms])}
        with transaction.atomic():
            for rhythm in rhythms:
                if found := seen.get(rhythm.account_id):
                    told += len(notify([owner], MISSED, record=found.account, days=found.habit.days))
                Rhythm.objects.filter(pk=rhythm.pk).update(told_for=rhythm.next_on)
    return told
