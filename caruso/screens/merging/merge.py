"""The verbs `merge` and `undo`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel import writing
from caruso.kernel.conflict import Conflict
from caruso.kernel.events import record_events
from caruso.kernel.models import Record, TimelineEntry
from caruso.screens.description import screen_of
from caruso.screens.merging.absorbing import give_back, put_back_values
from caruso.screens.merging.listed_links import lead_back, lead_to
from caruso.screens.merging.models import Merge, MergedRecord
from caruso.screens.merging.moving import move_back, move_links
from caruso.screens.merging.problem import MergeProblem
from caruso.screens.merging.values import stored
from caruso.screens.validation import validate_together

if TYPE_CHECKING:
    from caruso.kernel.models import User

MOST_RECORDS = 5


@dataclass
class Undone:
    """What undoing could not put back, because it was changed after the merge."""

    fields: list[str] = field(default_factory=list)
    links: int = 0


def merge(
    main: Record,
    others: Sequence[Record],
    values: Mapping[str, Any],
    *,
    by: "User | None",
    versions: Mapping[int, int] | None = None,
) -> Merge:
    """Make the records one: `main` gets these parsed values, everything that led to the others leads to it,
    the others go to the bin.

    `versions` (number → version) are those the merging person saw. Raises Conflict for a record changed since,
    MergeProblem for one merged or binned meanwhile, ValidationError for values that the object's rules refuse.
    Who may merge is asked by `doors.records_to_merge`.
    """
    with transaction.atomic():
        _lock([main, *others], versions or {})
        told = move_links(main, others, by) | {"listed": lead_to(main, others)}
        merged = Merge.objects.create(
            object=main.described.key,
            main=main.pk,
            others=[other.pk for other in others],
            titles={str(record.pk): str(record)[:200] for record in (main, *others)},
            by=by,
        )
        told["timeline"] = _copy_timeline(main, others)
        writing.put_in_bin(others, by=by, kind="merged", data={"merge": merged.pk, "into": main.pk})
        told["values"] = _change_main(main, others, values, by, merged)
        told["picture"] = _take_over_picture(main, others)
        merged.moved = told
        merged.save(update_fields=["moved"])
        # One restored by hand since an earlier merge is there to be merged again.
        MergedRecord.objects.filter(object=merged.object, record__in=merged.others).delete()
        MergedRecord.objects.bulk_create(
            MergedRecord(object=merged.object, record=other.pk, merge=merged) for other in others
        )
    return merged


def undo(merged: Merge, *, by: "User | None") -> Undone:
    """Make the records several again, as they were; what was changed since stays and is told.

    Raises MergeProblem where the main record is no more, or the merge is undone already.
    """
    with transaction.atomic():
        merged = Merge.objects.select_for_update(of=("self",)).get(pk=merged.pk)
        if merged.undone_at is not None:
            raise MergeProblem(_("This merge was undone already."))
        model = screen_of(merged.object).model
        main = model.objects.select_for_update(of=("self",)).filter(pk=merged.main).first()
        if main is None or main.in_bin:
            raise MergeProblem(_undo_refused(merged))
        if model.objects.filter(pk__in=merged.others).count() < len(merged.others):
            raise MergeProblem(_("A record that was merged is destroyed for good; there is no way back."))
        undone, told = Undone(), merged.moved
        # First, so that what only one record may have is free for the one that had it.
        undone.fields = _change_main_back(main, merged, by)
        _restore(model.objects.in_bin().filter(pk__in=merged.others), merged, by)
        TimelineEntry.objects.filter(pk__in=told["timeline"]).delete()
        for label, moved in told["links"]:
            undone.links += move_back(label, moved)
        undone.links += lead_back(told.get("listed", []))
        for object, number in told["binned"]:
            _restore(screen_of(object).model.objects.in_bin().filter(pk=number), merged, by)
        for one in reversed(told["absorbed"]):
            give_back(one, by)
        _give_picture_back(main, told.get("picture"))
        MergedRecord.objects.filter(merge=merged).delete()
        merged.undone_at, merged.undone_by = timezone.now(), by
        merged.save(update_fields=["undone_at", "undone_by"])
    return undone


def merged_into(object: str, number: int) -> int | None:
    """The record that this one was merged into, at the end of all merges; None if it never was."""
    seen = {number}
    at = number
    while found := MergedRecord.objects.filter(object=object, record=at).values_list("merge__main", flat=True).first():
        if found in seen:
            break
        seen.add(found)
        at = found
    return at if at != number else None


def _lock(records: Sequence[Record], versions: Mapping[int, int]) -> None:
    """Take hold of the rows, in one order for everybody, and look whether they are what was seen."""
    model = type(records[0])
    numbers = [record.pk for record in records]
    if not 2 <= len(set(numbers)) == len(numbers) <= MOST_RECORDS:
        raise MergeProblem(_("Choose two to %(most)d different records to merge.") % {"most": MOST_RECORDS})
    locked = model.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    stored_rows = {row.pk: row for row in locked}
    for record in records:
        row = stored_rows.get(record.pk)
        if row is None or row.in_bin:
            raise MergeProblem(_gone(record))
        if versions.get(record.pk, row.version) != row.version:
            raise Conflict(row, {})
        for column in model._meta.concrete_fields:
            setattr(record, column.attname, getattr(row, column.attname))


def _gone(record: Record) -> str:
    into = (
        MergedRecord.objects.filter(object=record.described.key, record=record.pk).select_related("merge__by").first()
    )
    if into is None:
        return _("“%(title)s” is in the bin by now.") % {"title": record}
    return _("“%(title)s” was already merged into “%(main)s” by %(person)s.") % {
        "title": record,
        "main": into.merge.main_title,
        "person": into.merge.by or "Caruso",
    }


def _undo_refused(merged: Merge) -> str:
    later = MergedRecord.objects.filter(object=merged.object, record=merged.main).select_related("merge").first()
    if later is not None:
        return _("“%(title)s” was merged into “%(main)s” later; undo that first.") % {
            "title": merged.main_title,
            "main": later.merge.main_title,
        }
    return _("“%(title)s” is in the bin or destroyed; restore it first.") % {"title": merged.main_title}


def _change_main(
    main: Record, others: Sequence[Record], values: Mapping[str, Any], by: "User | None", merged: Merge
) -> dict[str, list[Any]]:
    """Write the values and the event; what changed of the fields that people write."""
    fields = [one for one in main.described.fields.values() if one.editable]
    wanted = {**_without_self(main, others), **values}
    for name, value in _without_self(main, others, wanted).items():
        wanted[name] = value
    validate_together(screen_of(main), wanted, main)
    before = {one.name: stored(one, main) for one in fields}
    data = {"merge": merged.pk, "others": merged.others, "titles": merged.other_titles}
    if not main.change(wanted, by=by, kind="merged", data=data, trusted_links=True):
        record_events([main], "merged", by=by, data=[data])
    after = {one.name: stored(one, main) for one in fields}
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def _change_main_back(main: Record, merged: Merge, by: "User | None") -> list[str]:
    data = {"merge": merged.pk, "others": merged.others, "titles": merged.other_titles}
    version = main.version
    left = put_back_values(main, merged.moved["values"], by, kind="unmerged", data=data)
    if main.version == version:
        record_events([main], "unmerged", by=by, data=[data])
    return left


def _take_over_picture(main: Record, others: Sequence[Record]) -> int | None:
    """Where only another one has a picture, that is shown from now on; its number. The file has moved along."""
    picture = screen_of(main).picture
    if not picture or getattr(main, f"{picture}_id"):
        return None
    number = next((found for other in others if (found := getattr(other, f"{picture}_id"))), None)
    if number:
        type(main).objects.filter(pk=main.pk).update(**{picture: number})
    return number


def _give_picture_back(main: Record, number: int | None) -> None:
    """Show none again, unless another was chosen since."""
    if number:
        picture = screen_of(main).picture
        type(main).objects.filter(pk=main.pk, **{picture: number}).update(**{picture: None})


def _without_self(main: Record, others: Sequence[Record], values: Mapping[str, Any] | None = None) -> dict[str, None]:
    """Links from the main record to any of those that become it lead nowhere afterwards."""
    family = {main.pk, *(other.pk for other in others)}
    found: dict[str, None] = {}
    for one in main.described.fields.values():
        if one.kind.name == "relation" and one.target == main.described.key and not one.custom:
            value = (values or {}).get(one.name, getattr(main, f"{one.name}_id"))
            if value in family:
                found[one.name] = None
    return found


def _copy_timeline(main: Record, others: Sequence[Record]) -> list[int]:
    """Put on the main record's timeline what is only on the others'; the numbers of the new entries."""
    key = main.described.key
    own = TimelineEntry.objects.filter(object=key, record=main.pk).values("event")
    entries = TimelineEntry.objects.filter(object=key, record__in=[other.pk for other in others]).exclude(event__in=own)
    copies = {
        entry.event_id: TimelineEntry(object=key, record=main.pk, at=entry.at, event_id=entry.event_id, kind=entry.kind)
        for entry in entries
    }
    return [entry.pk for entry in TimelineEntry.objects.bulk_create(copies.values(), batch_size=500)]


def _restore(records: Any, merged: Merge, by: "User | None") -> None:
    found = list(records)
    if found:
        writing.restore(found, by=by, kind="unmerged", data={"merge": merged.pk})
