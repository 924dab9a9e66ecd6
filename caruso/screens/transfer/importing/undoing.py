"""Taking a whole import back: what it made goes to the bin, what it changed gets its old values."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel import jobs, writing
from caruso.kernel.defining import put_field_away
from caruso.kernel.events.recording import through
from caruso.kernel.jobs import JobKind, job_kind
from caruso.kernel.models import CustomField, Event, User
from caruso.kernel.models.event import TimelineEntry
from caruso.kernel.values import stored_value
from caruso.screens.description import screen_of
from caruso.screens.transfer.importing.target import REFUSALS, messages_of
from caruso.screens.transfer.models import Import, ImportChunk

if TYPE_CHECKING:
    from caruso.kernel.models import Job

BINNED, RESTORED, LEFT = "binned", "restored", "left"


def start_undo(run: Import, *, by: User, force: bool = False) -> "Job":
    """Write the job that takes the import back; `force` puts also those into the bin that were worked on since.

    Raises PermissionDenied for others than the one who imported and administrators.
    """
    if run.by_id != by.pk and not by.access.administers:
        raise PermissionDenied(_("Only the one who imported, or an administrator, takes an import back."))
    with transaction.atomic():
        run = Import.objects.select_for_update(of=("self",)).get(pk=run.pk)
        again = force and run.state == Import.State.UNDONE
        if not run.may_be_undone and not again:
            raise ValidationError(_("This import cannot be undone now."))
        title = _("Undo of the import of %(file)s") % {"file": run.file_name}
        run.job = jobs.start("undo_import", by=by, title=title, run=run.pk, force=force, total=run.chunks.count())
        run.state, run.undo_counts = Import.State.UNDOING, {}
        run.save()
        return run.job


@job_kind
class UndoImport(JobKind):
    """Parameters: `run`, `force`. A step takes one chunk back, the last first; the cursor is its first row."""

    name = "undo_import"

    def prepare(self, job: "Job") -> None:
        job.result = {"address": reverse("screens:import", args=[job.parameters["run"]])}

    def step(self, job: "Job") -> bool:
        run = Import.objects.get(pk=job.parameters["run"])
        chunks = run.chunks.order_by("-first_row")
        if "before" in job.cursor:
            chunks = chunks.filter(first_row__lt=job.cursor["before"])
        chunk = chunks.first()
        if chunk is None:
            return True
        assert job.by is not None
        with through("import"):
            ChunkUndo(run, chunk, job.by, force=job.parameters.get("force", False)).take_back()
        job.cursor = {"before": chunk.first_row}
        job.done += 1
        return False

    def finish(self, job: "Job") -> None:
        run = Import.objects.get(pk=job.parameters["run"])
        kept = _put_fields_away(run, job.by)
        run.made = {**run.made, "kept_fields": kept}
        run.state, run.finished_at = Import.State.UNDONE, timezone.now()
        run.save(update_fields=["state", "finished_at", "made"])

    def fail(self, job: "Job") -> None:
        """What is taken back stays taken back; the rest can be tried again."""
        run = Import.objects.get(pk=job.parameters["run"])
        run.state = Import.State.DONE
        run.problem = job.error
        run.save(update_fields=["state", "problem"])

    def resume(self, job: "Job") -> None:
        Import.objects.filter(pk=job.parameters["run"]).update(state=Import.State.UNDOING, problem="")


class ChunkUndo:
    """Takes back what one chunk of an import did."""

    def __init__(self, run: Import, chunk: ImportChunk, by: User, *, force: bool) -> None:
        self.run, self.chunk, self.by, self.force = run, chunk, by, force
        self.data = {"import": run.pk}
        self.counts: Counter[str] = Counter()
        self.left: list[tuple[str, int, str]] = []

    def take_back(self) -> None:
        numbers = list(dict.fromkeys(row[2] for row in self.chunk.rows if row[2]))
        key = self.run.object
        events = self._events(key, numbers)
        made = {event.record for event in events if "changes" not in event.data}
        self._give_back_values(key, [event for event in events if event.record not in made])
        self._put_in_bin(key, sorted(made))
        for also in {object for object, _number in self.chunk.also_made}:
            self._put_in_bin(also, [number for object, number in self.chunk.also_made if object == also])
        self.chunk.left = self.left
        self.chunk.save(update_fields=["left"])
        self.run.undo_counts = dict(Counter(self.run.undo_counts) + self.counts)
        self.run.save(update_fields=["undo_counts"])

    def _events(self, key: str, numbers: list[int]) -> list[Event]:
        """The events of this import on these records, the oldest first."""
        events = Event.objects.filter(object=key, record__in=numbers, kind="imported", data__import=self.run.pk)
        return list(events.order_by("pk"))

    def _put_in_bin(self, key: str, numbers: list[int]) -> None:
        model = screen_of(key).model
        records = model.objects.live().in_bulk(numbers)
        touched = set() if self.force else self._touched(key, list(records))
        writing.put_in_bin([record for pk, record in records.items() if pk not in touched], by=self.by, data=self.data)
        self.counts[BINNED] += len(records) - len(touched)
        for number in touched:
            self._leave(key, number, _("somebody has worked with it since"))

    def _touched(self, key: str, numbers: list[int]) -> set[int]:
        """Those on whose timeline stands anything but this import, and imports that are taken back already."""
        entries = TimelineEntry.objects.filter(object=key, record__in=numbers)
        imports = list(entries.values_list("record", F("event__data__import")).distinct())
        others = {number for _record, number in imports if number is not None}
        gone = set(Import.objects.filter(pk__in=others, state=Import.State.UNDONE).values_list("pk", flat=True))
        return {record for record, number in imports if number not in {self.run.pk, *gone}}

    def _give_back_values(self, key: str, events: list[Event]) -> None:
        screen = screen_of(key)
        spans = _spans(events)
        records = screen.model.objects.live().in_bulk(list(spans))
        pairs = []
        for number, span in spans.items():
            record = records.get(number)
            if record is None:
                continue
            values, kept = _old_values(record, span)
            for name in kept:
                self._leave(key, number, _("%(field)s was changed since") % {"field": screen.field(name).label})
            if values:
                pairs.append((record, values))
        self._restore(key, pairs)

    def _restore(self, key: str, pairs: list[tuple[Any, dict[str, Any]]]) -> None:
        """All at once; if that is refused, one by one."""
        try:
            with transaction.atomic():
                writing.change_all(pairs, by=self.by, kind="undone", data=self.data)
        except REFUSALS as problem:
            if len(pairs) == 1:
                self._leave(key, pairs[0][0].pk, " ".join(text for _header, text in messages_of(problem)))
                return
            for pair in pairs:
                self._restore(key, [pair])
        else:
            self.counts[RESTORED] += len(pairs)

    def _leave(self, key: str, number: int, why: str) -> None:
        self.counts[LEFT] += 1
        self.left.append((key, number, why))


def _spans(events: list[Event]) -> dict[int, dict[str, list[Any]]]:
    """For each record the fields that the import changed: the value before its first change and after its last."""
    spans: dict[int, dict[str, list[Any]]] = {}
    for event in events:
        span = spans.setdefault(event.record, {})
        for name, (old, new) in event.changes.items():
            span[name] = [span[name][0] if name in span else old, new]
    return spans


def _old_values(record: Any, span: dict[str, list[Any]]) -> tuple[dict[str, Any], list[str]]:
    """What to write to have the old values back, and the fields that somebody else has changed since."""
    values, kept = {}, []
    fields = record.described.fields
    for name, (old, new) in span.items():
        if name not in fields or not fields[name].editable:
            continue
        now = stored_value(record, name)
        if now == new:
            values[name] = fields[name].kind.load(old)
        elif now != old:
            kept.append(name)
    return values, kept


def _put_fields_away(run: Import, by: User | None) -> list[str]:
    """Put the custom fields of this import away, except those that other records use by now."""
    kept = []
    model = screen_of(run.object).model
    for field in CustomField.objects.filter(object=run.object, name__in=run.made.get("fields", ()), archived_at=None):
        in_use = model.objects.live().filter(custom__has_key=field.name).exists()
        if in_use or by is None or not by.access.administers:
            kept.append(field.name)
        else:
            put_field_away(field, by=by)
    return kept
