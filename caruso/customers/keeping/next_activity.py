"""Each customer's next planned and last done activity, so that lists and boards show and sort by them."""

from collections import defaultdict
from typing import Any

from django.db.models import Max, Min, Q

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel.written import Written

CUSTOMERS: dict[str, Any] = {"contact": Contact, "account": Account}
WATCHED = {"due_at", "done_at", "contact", "account"}


def keep(written: Written) -> None:
    if written.object.model is not Activity:
        return
    touched: dict[str, set[int]] = defaultdict(set)
    for activity, changes in written.pairs():
        if changes is not None and not WATCHED & changes.keys():
            continue
        for link in CUSTOMERS:
            before_and_now = (changes or {}).get(link, [])
            touched[link] |= {number for number in (getattr(activity, f"{link}_id"), *before_and_now) if number}
    for link, numbers in touched.items():
        refresh(link, numbers, leaving_out=written.records if written.verb == "destroy" else ())


def refresh(link: str, numbers: set[int], leaving_out: Any = ()) -> None:
    """Work the two moments out anew. Versions and histories stay as they are: nobody changed the customer."""
    activities = Activity.objects.live().exclude(pk__in=[activity.pk for activity in leaving_out])
    moments = {
        row[link]: row
        for row in activities.filter(**{f"{link}__in": numbers})
        .values(link)
        .annotate(next=Min("due_at", filter=Q(done_at=None)), last=Max("done_at"))
    }
    model = CUSTOMERS[link]
    for number in numbers:
        row = moments.get(number, {})
        model.objects.filter(pk=number).update(next_activity_at=row.get("next"), last_activity_at=row.get("last"))
