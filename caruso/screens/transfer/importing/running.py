"""The job that brings a file in, a thousand rows a step."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel import jobs
from caruso.kernel.events.recording import through
from caruso.kernel.jobs import JobKind, job_kind
from caruso.kernel.models import User
from caruso.screens.description import screen_of
from caruso.screens.transfer.importing.beginning import estimate_rows, table_of
from caruso.screens.transfer.importing.chunk import ChunkImporter, Row
from caruso.screens.transfer.importing.new_fields import field_for
from caruso.screens.transfer.importing.outcomes import Outcome
from caruso.screens.transfer.importing.plan import Plan
from caruso.screens.transfer.models import Import, ImportChunk
from caruso.screens.transfer.reading import ReadingProblem, SourceRow

if TYPE_CHECKING:
    from caruso.kernel.models import Job

CHUNK = 1000
#: Files kept open between the steps of their jobs.
MOST_OPEN = 4
_reader = ThreadPoolExecutor(1, thread_name_prefix="import-reader")


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


Read = tuple[list[Row], str]


@dataclass
class OpenFile:
    """A file being read, and the importer that has already learnt from it.

    `ahead` gives the rows of the next step, and why there are no more if the file cannot be read further.
    """

    next: int
    rows: Iterator[SourceRow]
    importer: ChunkImporter
    ahead: Callable[[], Read] | None = None

    def take(self) -> Read:
        """The rows of the next step, read ahead or now."""
        ahead, self.ahead = self.ahead or self._read_on, None
        return ahead()

    def read_ahead(self) -> None:
        if not self.ahead:
            read = self._read_on()
            self.ahead = lambda: read

    def read_meanwhile(self) -> None:
        """The same in a thread, while this one waits for a database server.

        SQLite does its work within this process: there two threads would only take turns.
        """
        if connection.vendor == "postgresql":
            self.ahead = _reader.submit(copy_context().run, self._read_on).result

    def _read_on(self) -> Read:
        rows, problem = _read(self.rows)
        return self.importer.read(rows), problem


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
        rows, problem = opened.take()
        ended = bool(problem) or len(rows) < CHUNK
        if not ended:
            opened.read_meanwhile()
        if rows:
            with through("import"):
                outcomes = opened.importer.bring_in(rows)
            self._note(run, outcomes, opened.importer)
            job.done += len(rows)
            job.cursor = {"next": outcomes[-1].number + 1}
        if ended:
            run.problem = problem or ""
            run.save(update_fields=["problem", "counts"])
            return True
        run.save(update_fields=["counts"])
        opened.next = job.cursor["next"]
        if len(self.open) < MOST_OPEN:
            self.open[run.pk] = opened
        return False

    def work_ahead(self, job: "Job") -> None:
        """Reading and checking the next rows is a third of the work, and others write meanwhile."""
        number = job.parameters["run"]
        if opened := self.open.pop(number, None):
            opened.read_ahead()
            self.open[number] = opened

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

    def resume(self, job: "Job") -> None:
        Import.objects.filter(pk=job.parameters["run"]).update(state=Import.State.RUNNING, problem="", finished_at=None)

    def _end(self, run: Import, state: str) -> None:
        """A dry run leaves the plan as it was: not started."""
        run.state = Import.State.PLANNED if run.dry else state
        run.finished_at = timezone.now()
        run.save(update_fields=["state", "finished_at"])

    def _opened(self, run: Import, user: User, start_at: int) -> OpenFile:
        importer = ChunkImporter(screen_of(run.object), Plan.from_json(run.plan), user, run=run.pk, dry=run.dry)
        return OpenFile(start_at, table_of(run).rows(start_at=start_at), importer)

    def _note(self, run: Import, outcomes: list[Outcome], importer: ChunkImporter) -> None:
        ImportChunk.objects.create(
            of=run,
            first_row=outcomes[0].number,
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
                field = field_for(run.object, kind, column.header, by=by)
                column.path = field.name
                run.made = {**run.made, "fields": [*run.made.get("fields", ()), field.name]}
        run.plan = plan.as_json()
        run.save(update_fields=["plan", "made"])


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
