"""Bulk work on all that a list matches: as a job, in steps, with a way back."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext

from caruso.kernel import writing
from caruso.kernel.jobs import JobKind, job_kind
from caruso.kernel.models import Job, User
from caruso.kernel.text import fold
from caruso.kernel.values import stored_value
from caruso.screens.bulk.models import BulkStep
from caruso.screens.description import Screen, screen_of
from caruso.screens.doors import editable_fields
from caruso.screens.lists.query import ListQuery
from caruso.screens.validation import validate_together

STEP = 200


class _RecordsInSteps(JobKind):
    """Goes through the records of a list by their numbers, so that what a step changes does not move the rest."""

    right = "edit"

    def prepare(self, job: Job) -> None:
        job.cursor = {"after": 0}
        job.result = {"changed": 0, "skipped": 0}
        job.total = self._records(job).count()

    def step(self, job: Job) -> bool:
        rows = list(self._records(job).filter(pk__gt=job.cursor["after"]).order_by("pk")[:STEP])
        if rows:
            changed = self.work_on(rows, job)
            job.cursor = {"after": rows[-1].pk}
            job.done += len(rows)
            job.result["changed"] += changed
            job.result["skipped"] += len(rows) - changed
        return len(rows) < STEP

    def work_on(self, rows: Sequence[Any], job: Job) -> int:
        """Change these records; returns how many really changed."""
        raise NotImplementedError

    def told(self, job: Job) -> str:
        return counted(job)

    def undo_address(self, job: Job) -> str:
        is_open = job.result.get("changed") and not job.result.get("undone_by")
        return reverse("screens:undo_bulk", args=[job.pk]) if is_open else ""

    def list_address(self, job: Job) -> str:
        chosen = job.parameters.get("address")
        return screen_of(job.parameters["object"]).list_url + (f"?{urlencode(chosen)}" if chosen else "")

    def _records(self, job: Job) -> Any:
        """What this person may change of what was chosen: the ticked rows, or all that the address matches."""
        user = _person(job)
        screen = screen_of(job.parameters["object"])
        reached = screen.model.objects.visible_to(user, self.right).visible_to(user, "bulk")
        if numbers := job.parameters.get("numbers"):
            return reached.filter(pk__in=numbers)
        matching = ListQuery.from_address(screen, user, job.parameters["address"]).records().order_by()
        return reached.filter(pk__in=matching.values("pk"))


@job_kind
class BulkEdit(_RecordsInSteps):
    """Sets fields: `parameters["values"]` as JSON; `add_tags` and `remove_tags` change the tags."""

    name = "screens.bulk_edit"

    def work_on(self, rows: Sequence[Any], job: Job) -> int:
        screen = screen_of(job.parameters["object"])
        by = _person(job)
        pairs = [(record, _values(screen, record, job.parameters, by)) for record in rows]
        return len(_change([pair for pair in pairs if _fits(screen, *pair)], by, job))


@job_kind
class BulkDelete(_RecordsInSteps):
    """Puts records into the bin."""

    name = "screens.bulk_delete"
    right = "delete"

    def work_on(self, rows: Sequence[Any], job: Job) -> int:
        by = _person(job)
        allowed = [record for record in rows if _may_go(record, by)]
        writing.put_in_bin(allowed, by=by, data={"job": job.pk})
        BulkStep.objects.create(job=job, changes={str(record.pk): {} for record in allowed})
        return len(allowed)


@job_kind
class BulkUndo(JobKind):
    """Takes a bulk job back, step by step; what somebody has changed since stays and is counted."""

    name = "screens.bulk_undo"

    def told(self, job: Job) -> str:
        return counted(job)

    def prepare(self, job: Job) -> None:
        job.cursor = {"after": 0}
        job.result = {"changed": 0, "skipped": 0}
        job.total = BulkStep.objects.filter(job_id=job.parameters["job"]).count()

    def step(self, job: Job) -> bool:
        steps = BulkStep.objects.filter(job_id=job.parameters["job"], pk__gt=job.cursor["after"]).order_by("pk")
        one = steps.first()
        if one is None:
            return True
        original = Job.objects.get(pk=job.parameters["job"])
        screen = screen_of(original.parameters["object"])
        put_back = _restore if original.kind == BulkDelete.name else _put_back
        changed = put_back(screen, one.changes, _person(job), job)
        job.cursor = {"after": one.pk}
        job.done += 1
        job.result["changed"] += changed
        job.result["skipped"] += len(one.changes) - changed
        return False


def counted(job: Job) -> str:
    """How many records a bulk job changed, and how many it did not."""
    changed, skipped = job.result.get("changed", 0), job.result.get("skipped", 0)
    text = ngettext("%(number)d record changed.", "%(number)d records changed.", changed) % {"number": changed}
    if skipped:
        text += " " + ngettext("%(number)d stayed as it was.", "%(number)d stayed as they were.", skipped) % {
            "number": skipped
        }
    return text


def _person(job: Job) -> User:
    if job.by is None or not job.by.is_active:
        raise PermissionError("The person who started this is gone.")
    return job.by


def _values(screen: Screen, record: Any, parameters: dict[str, Any], by: User) -> dict[str, Any]:
    writable = set(editable_fields(screen, by))
    given = {name: value for name, value in parameters.get("values", {}).items() if name in writable}
    values = {name: screen.field(name).kind.load(value) for name, value in given.items()}
    if "tags" in writable and (parameters.get("add_tags") or parameters.get("remove_tags")):
        gone = {fold(tag) for tag in parameters.get("remove_tags", ())}
        kept = [tag for tag in record.tags if fold(tag) not in gone]
        values["tags"] = list(dict.fromkeys([*kept, *parameters.get("add_tags", [])]))
    return values


def _may_go(record: Any, by: User) -> bool:
    try:
        record.check_bin(by=by)
    except ValidationError:
        return False
    return True


def _may_come_back(record: Any, by: User) -> bool:
    try:
        record.check_restore(by=by)
    except ValidationError:
        return False
    return True


def _fits(screen: Screen, record: Any, values: dict[str, Any]) -> bool:
    """Whether the record with these values would meet the rules of its object."""
    try:
        validate_together(screen, values, record)
    except ValidationError:
        return False
    return True


def _change(pairs: list[tuple[Any, dict[str, Any]]], by: User, job: Job) -> list[Any]:
    """Change many, and keep how they were for the way back."""
    before = {record.pk: {name: stored_value(record, name) for name in values} for record, values in pairs}
    changed = _change_each(pairs, by, job)
    if changed:
        changes = {
            str(record.pk): {
                name: [old, now]
                for name, old in before[record.pk].items()
                if old != (now := stored_value(record, name))
            }
            for record in changed
        }
        BulkStep.objects.create(job=job, changes=changes)
    return changed


def _change_each(pairs: list[tuple[Any, dict[str, Any]]], by: User, job: Job, kind: str = "changed") -> list[Any]:
    """Change many; where one is refused, each by itself, so that the refused one alone is skipped."""
    try:
        return writing.change_all(pairs, by=by, kind=kind, data={"job": job.pk})
    except ValidationError:
        changed = []
        for pair in pairs:
            try:
                changed += writing.change_all([pair], by=by, kind=kind, data={"job": job.pk})
            except ValidationError:
                continue
        return changed


def _put_back(screen: Screen, changes: dict[str, dict[str, list[Any]]], by: User, job: Job) -> int:
    records = screen.model.objects.visible_to(by, "edit").filter(pk__in=[int(number) for number in changes])
    pairs = []
    for record in records:
        values = {
            name: screen.field(name).kind.load(old)
            for name, (old, new) in changes[str(record.pk)].items()
            if name in screen.object.fields and stored_value(record, name) == new
        }
        if values and _fits(screen, record, values):
            pairs.append((record, values))
    return len(_change_each(pairs, by, job, kind="undone"))


def _restore(screen: Screen, changes: dict[str, Any], by: User, job: Job) -> int:
    records = list(screen.model.objects.visible_to(by, "delete", binned=True).filter(pk__in=[int(n) for n in changes]))
    allowed = [record for record in records if _may_come_back(record, by)]
    writing.restore(allowed, by=by, data={"job": job.pk})
    return len(allowed)
