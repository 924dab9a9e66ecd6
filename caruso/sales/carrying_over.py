"""What a lead collected, on its way to what the lead becomes, and back again: timeline, activities and files."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from caruso.customers.keeping.next_activity import refresh_about
from caruso.customers.models import Account, Activity, Contact
from caruso.kernel import writing
from caruso.kernel.models import Attachment, TimelineEntry, User
from caruso.sales.models import Lead, Opportunity

LEAD = "sales.lead"
LINKS = ("account", "contact")


def carry_over(
    lead: Lead, account: Account | None, contact: Contact | None, deal: Opportunity | None, by: User
) -> dict[str, Any]:
    """Give everything to the heirs; the account of it, by which `carry_back` undoes it.

    Files go to the deal, or else the person or firm; activities are about the deal from now on, and those of the
    person and the firm unless they named others. The lead's own timeline stays and is copied.
    """
    heirs = [one for one in (deal, contact, account) if one is not None]
    if not heirs:
        return {}
    timeline = [entry for heir in heirs for entry in _copy_timeline(lead, heir)]
    activities = _move_activities(lead, account, contact, deal, by)
    files = Attachment.objects.filter(object=LEAD, record=lead.pk)
    numbers = list(files.values_list("pk", flat=True))
    files.update(object=heirs[0].described.key, record=heirs[0].pk)
    heir = [heirs[0].described.key, heirs[0].pk]
    return {"heir": heir, "timeline": timeline, "activities": activities, "files": numbers}


def carry_back(lead: Lead, carried: Mapping[str, Any], deal: int | None, by: User) -> None:
    """Take back what is still where `carry_over` put it; what was moved on since stays there."""
    if not carried:
        return
    TimelineEntry.objects.filter(pk__in=carried["timeline"]).delete()
    object, number = carried["heir"]
    Attachment.objects.filter(pk__in=carried["files"], object=object, record=number).update(object=LEAD, record=lead.pk)
    moved = {int(one): links for one, links in carried["activities"].items()}
    activities = list(Activity.objects.filter(pk__in=moved))
    if deal:
        _turn_to([one.pk for one in activities if (one.about_object, one.about_record) == _deal(deal)], LEAD, lead.pk)
    back = []
    for one in activities:
        links = {name: old for name, (old, new) in moved[one.pk].items() if getattr(one, f"{name}_id") == new}
        back.append((one, links))
    writing.change_all(back, by=by, trusted_links=True)
    refresh_about(LEAD, {lead.pk})
    if deal:
        refresh_about(_deal(deal)[0], {deal})


def _copy_timeline(lead: Lead, heir: Any) -> list[int]:
    """The numbers of the new places, of events that did not stand there yet."""
    key = heir.described.key
    own = TimelineEntry.objects.filter(object=key, record=heir.pk).values("event")
    entries = TimelineEntry.objects.filter(object=LEAD, record=lead.pk).exclude(event__in=own)
    copies = [
        TimelineEntry(object=key, record=heir.pk, at=entry.at, event_id=entry.event_id, kind=entry.kind)
        for entry in entries
    ]
    return [entry.pk for entry in TimelineEntry.objects.bulk_create(copies, batch_size=500)]


def _move_activities(
    lead: Lead, account: Account | None, contact: Contact | None, deal: Opportunity | None, by: User
) -> dict[int, dict[str, list[int | None]]]:
    """Each moved activity with the links that it got, as [old, new]."""
    activities = list(Activity.objects.filter(about_object=LEAD, about_record=lead.pk))
    heirs = {"account": account, "contact": contact}
    got: dict[int, dict[str, list[int | None]]] = {}
    pairs = []
    for one in activities:
        free = {name: heir.pk for name, heir in heirs.items() if heir and getattr(one, f"{name}_id") is None}
        got[one.pk] = {name: [None, number] for name, number in free.items()}
        pairs.append((one, free))
    if deal is not None:
        _turn_to(list(got), *_deal(deal.pk))
    # After the turn, so that the keepers and the timeline know what the activities are about now.
    writing.change_all(pairs, by=by, trusted_links=True)
    refresh_about(LEAD, {lead.pk})
    if deal is not None:
        refresh_about(_deal(deal.pk)[0], {deal.pk})
    return got


def _turn_to(numbers: list[int], object: str, record: int) -> None:
    """What an activity is about has no field of its own that a form or an event could show."""
    rows = Activity.objects.filter(pk__in=numbers)
    rows.update(about_object=object, about_record=record, version=F("version") + 1)


def _deal(number: int) -> tuple[str, int]:
    return "sales.opportunity", number
