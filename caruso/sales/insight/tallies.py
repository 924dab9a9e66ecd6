"""Counts that are only added to are summed up now and then, so that there are few rows to read."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.models import PassageTally

EVERY = 3600.0
AT_ONCE = 5_000


def start() -> None:
    by_the_clock(EVERY, sum_up)


def sum_up() -> int:
    """Put one row in the place of several with the same key, month by month; returns how many rows went away.

    Two workers may do it at once: the second finds the rows of the first gone and leaves the sums alone.
    """
    gone = 0
    since = timezone.localdate() - timedelta(days=3 * 366)
    crowded = PassageTally.objects.filter(month__gte=since).values(*PassageTally.KEY)
    months = crowded.annotate(rows=Count("pk")).filter(rows__gt=1).values_list("month", flat=True)
    for month in sorted(set(months)):
        gone += _sum_up(month)
    return gone


def _sum_up(month: date) -> int:
    with transaction.atomic():
        rows = list(PassageTally.objects.select_for_update().filter(month=month).order_by("pk")[:AT_ONCE])
        sums: dict[tuple[object, ...], list[int]] = {}
        for row in rows:
            key = tuple(getattr(row, name) for name in PassageTally.KEY)
            total = sums.setdefault(key, [0, 0])
            total[0], total[1] = total[0] + row.count, total[1] + row.days
        PassageTally.objects.filter(pk__in=[row.pk for row in rows]).delete()
        kept = [
            PassageTally(**dict(zip(PassageTally.KEY, key, strict=True)), count=count, days=days)
            for key, (count, days) in sums.items()
            if count or days
        ]
        PassageTally.objects.bulk_create(kept)
    return len(rows) - len(kept)
