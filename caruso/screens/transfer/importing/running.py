"""The job that brings a file in, some hundreds of rows a step."""

import gc
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel import jobs
from caruso.kernel.defining import add_field
from caruso.kernel.events.recording import through
from caruso.kernel.jobs import JobKind, job_kind
from caruso.kernel.models import User
from caruso.screens.description import screen_of
from caruso.screens.transfer.importing.beginning import estimate_rows, table_of
from caruso.screens.transfer.importing.chunk import ChunkImporter
from caruso.screens.transfer.importing.plan import Plan
from caruso.screens.transfer.models import Import, ImportChunk
from caruso.screens.transfer.reading import ReadingProblem, SourceRow

if TYPE_CHECKING:
    from caruso.kernel.models import Job

CHUNK = 500
#: Files kept open between the steps of their jobs.
MOST_OPEN = 4


def start(run: Import, *, by: User, dry: bool = False) -> "Job":
    """Write the job that brings the file in. Raises PermissionDenied, ValidationError for a plan that cannot be."""
    with transaction.atomic():
        run = Import.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.state != Import.State.PLANNED:
            raise ValidationError(_("This file has been imported already."))
        check(run, by)
        run.chunks.all().delete()
        run.job = jobs.start("import", by=by, title=_("Import of %(file)s") % {"file": run.file_name}, run=run.pk)
        run.state, run.dry, run.counts, run.problem = Import.State.RUNNING, dry, {}, ""
        run.save()
        return run.job


def check(run: Import, by: User) -> None:
    """Refuse a plan that this person may not carry out."""
    screen = screen_of(run.object)
    by.access.require(screen.key, "create")
    plan = Plan.from_json(run.plan)
    if any(column.makes_field for column in plan.columns) and not by.access.administers:
        raise PermissionDenied(_("Only an administrator makes new fields."))
    if not any(column.path for column in plan.columns):
        raise ValidationError(_("Choose where at least one column goes."))
    ChunkImporter(screen, plan, by, run=run.pk)


@dataclass
class OpenFile:
    """A file being read, and the importer that has already learnt from it."""

    next: int
    rows: Iterator[SourceRow]
    importer: ChunkImporter


@job_kind
class ImportFile(JobKind):
    """Parameters: `run`, the number of the Import. The cursor is the number of the row to go on from."""

    name = "import"

    def __init__(self) -> None:
        self.open: dict[int, OpenFile] = {}

    def prepare(self, job: "Job") -> None:
        run = Import.objects.get(pk=job.parameters["run"])
        table = table_of(run)
        job.total = estimate_rows(run, table)
        job.cursor = {"next": 1}
        job.result = {"address": reverse("screens:import", args=[run.pk])}
        if not run.dry:
            self._make_fields(run, job.by)

    def step(self, job: "Job") -> bool:
        run = Import.objects.select_related("by").get(pk=job.parameters["run"])
        user = job.by
        if user is None:
            raise PermissionDenied(_("The person who started this import is gone."))
        user.access.require(run.object, "create")
        opened = self.open.pop(run.pk, None)
        if opened is None or opened.next != job.cursor["next"]:
            opened = self._opened(run, user, job.cursor["next"])
        rows, problem = _read(opened.rows)
        if rows:
            with through("import"), collected_afterwards():
                outcomes = opened.importer.bring_in(rows)
            self._note(run, rows, outcomes, opened.importer)
            job.done += len(rows)
            job.cursor = {"next": rows[-1].number + 1}
        if problem or len(rows) < CHUNK:
            run.problem = problem or ""
            run.save(update_fields=["problem", "counts"])
            return True
        run.save(update_fields=["counts"])
        opened.next = job.cursor["next"]
        if len(self.open) < MOST_OPEN:
            self.open[run.pk] = opened
        return False

    def finish(self, job: "Job") -> None:
        job.total = job.done
        run = Import.objects.get(pk=job.parameters["run"])
        self._end(run, Import.State.FAILED if run.problem else Import.State.DONE)

    def fail(self, job: "Job") -> None:
        run = Import.objects.get(pk=job.parameters["run"])
        self.open.pop(run.pk, None)
        if not job.cancel_asked:
            run.problem = job.error
            run.save(update_fields=["problem"])
        self._end(run, Import.State.CANCELLED if job.cancel_asked else Import.State.FAILED)

    def _end(self, run: Import, state: str) -> None:
        """A dry run leaves the plan as it was: not started."""
        run.state = Import.State.PLANNED if run.dry else state
        run.finished_at = timezone.now()
        run.save(update_fields=["state", "finished_at"])

    def _opened(self, run: Import, user: User, start_at: int) -> OpenFile:
        importer = ChunkImporter(screen_of(run.object), Plan.from_json(run.plan), user, run=run.pk, dry=run.dry)
        return OpenFile(start_at, table_of(run).rows(start_at=start_at), importer)

    def _note(self, run: Import, rows: list[SourceRow], outcomes: list[Any], importer: ChunkImporter) -> None:
        ImportChunk.objects.create(
            of=run,
            first_row=rows[0].number,
            rows=[outcome.as_json() for outcome in outcomes],
            also_made=importer.also_made,
        )
        counts = Counter(run.counts)
        counts.update(outcome.outcome for outcome in outcomes)
        counts["also_made"] += len(importer.also_made)
        counts["with_messages"] += sum(1 for outcome in outcomes if outcome.messages)
        run.counts = dict(counts)

    def _make_fields(self, run: Import, by: User | None) -> None:
        """Make the custom fields that columns ask for, and lead the columns there."""
        plan = Plan.from_json(run.plan)
        for column in plan.columns:
            if kind := column.makes_field:
                if by is None:
                    raise PermissionDenied(_("Only an administrator makes new fields."))
                field = add_field(run.object, kind, {"en": column.header}, by=by)
                column.path = field.name
                run.made = {**run.made, "fields": [*run.made.get("fields", ()), field.name]}
        run.plan = plan.as_json()
        run.save(update_fields=["plan", "made"])


@contextmanager
def collected_afterwards() -> Iterator[None]:
    """Leave garbage lying meanwhile: thousands of records made at once would have it looked for again and again, in a
    fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _read(rows: Iterator[SourceRow]) -> tuple[list[SourceRow], str]:
    """The next rows; and why there are no more, if the file cannot be read further."""
    read: list[SourceRow] = []
    try:
        read.extend(islice(rows, CHUNK))
    except ReadingProblem as problem:
        where = _("Row %(row)d: ") % {"row": problem.line} if problem.line else ""
        return read, f"{where}{problem.message}"
    return read, ""


def run_here(run: Import, on_step: Any = None) -> Import:
    """Do the started job in this process, telling `on_step(job)` now and then; for the command line."""
    from caruso.kernel.jobs.running import run as run_job
    from caruso.kernel.models import Job

    run.refresh_from_db()
    assert run.job_id is not None
    run_job(run.job_id)
    while True:
        job = Job.objects.get(pk=run.job_id)
        if on_step:
            on_step(job)
        if job.finished:
            run.refresh_from_db()
            return run
        time.sleep(0.5)
