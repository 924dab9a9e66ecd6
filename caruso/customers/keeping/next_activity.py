"""When something is next planned, and was last done, with each record that activities are about.

Lists and boards show and sort by these two moments.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Max, Min, Q

from caruso.customers.about import LINKS, model_about
from caruso.customers.models import Activity
from caruso.kernel.written import Written

WATCHED = {"due_at", "done_at", "contact", "account"}


def keep(written: Written) -> None:
    if written.object.model is not Activity:
        return
    linked: dict[str, set[int]] = defaultdict(set)
    about: dict[str, set[int]] = defaultdict(set)
    for activity, changes in written.pairs():
        if changes is not None and not WATCHED & changes.keys():
            continue
        for link in LINKS:
            before_and_now = (changes or {}).get(link, [])
            linked[link] |= {number for number in (getattr(activity, f"{link}_id"), *before_and_now) if number}
        if activity.about_record:
            about[activity.about_object].add(activity.about_record)
    leaving_out = written.records if written.verb == "destroy" else ()
    for link, numbers in linked.items():
        refresh(link, numbers, leaving_out)
    for object, numbers in about.items():
        refresh_about(object, numbers, leaving_out)


def refresh(link: str, numbers: set[int], leaving_out: Any = ()) -> None:
    """Work out the two moments of these accounts or contacts anew."""
    _write(LINKS[link], link, numbers, _open(leaving_out))


def refresh_about(object: str, numbers: set[int], leaving_out: Any = ()) -> None:
    """The same for records of an object that activities only name."""
    if model := model_about(object):
        _write(model, "about_record", numbers, _open(leaving_out).filter(about_object=object))


def _open(leaving_out: Any) -> Any:
    return Activity.objects.live().exclude(pk__in=[activity.pk for activity in leaving_out])


def _write(model: Any, column: str, numbers: set[int], activities: Any) -> None:
    """Versions and histories stay as they are: nobody changed the record."""
    moments = {
        row[column]: row
        for row in activities.filter(**{f"{column}__in": numbers})
        .values(column)
        .annotate(next=Min("due_at", filter=Q(done_at=None)), last=Max("done_at"))
    }
    for number in numbers:
        row = moments.get(number, {})
        model.objects.filter(pk=number).update(next_activity_at=row.get("next"), last_activity_at=row.get("last"))
