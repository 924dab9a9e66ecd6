"""Running a job under a lease, step by step."""

import copy
import gc
import logging
import threading
import time
import uuid
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone, translation

from caruso.kernel.events.recording import through
from caruso.kernel.jobs.kind import JobKind, kind_of
from caruso.kernel.jobs.telling import tell_owner
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.people.time_zone import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caruso.kernel.models.job import Job

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 5
#: Set when the worker is asked to stop: the job is handed back after its present step.
ending = threading.Event()
#: SQLite serves one writer at a time; a breath between steps lets people's saves in.
BREATH = 0.01


def run(job_id: int, *, watched: bool = False) -> None:
    """Take the job if nobody holds it and go on from its cursor until it is done, cancelled or failing.

    A job `watched` by its waiting owner ends without a notification.
    """
    from caruso.kernel.models.job import Job

    holder = uuid.uuid4().hex
    now = timezone.now()
    free = Q(state=Job.State.WAITING, due_at__lte=now) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    if not Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING, lease_holder=holder, lease_until=now + LEASE
    ):
        return
    while job := _step(job_id, holder, watched):
        if ending.is_set():
            Job.objects.filter(pk=job_id, lease_holder=holder, state=Job.State.RUNNING).update(
                state=Job.State.WAITING, lease_holder="", lease_until=None
            )
            return
        if connection.vendor == "sqlite":
            time.sleep(BREATH)
        try:
            with _collected_afterwards(), _for_owner(job):
                kind_of(job).work_ahead(job)
        except Exception as problem:
            logger.exception("Job %s failed ahead of a step", job_id)
            _back_off(job_id, holder, problem)
            return


def _step(job_id: int, holder: str, watched: bool) -> "Job | None":
    """One step in one transaction; the job as it stands then, None when there is nothing more to do here."""
    from caruso.kernel.models.job import Job

    forget_organisation()
    try:
        with _collected_afterwards(), transaction.atomic():
            job = Job.objects.select_for_update(of=("self",)).select_related("by").get(pk=job_id)
            if job.lease_holder != holder or job.finished:
                return None
            with _for_owner(job), through("job"):
                return job if _advance(job, watched) else None
    except Exception as problem:
        logger.exception("Job %s failed in a step", job_id)
        _back_off(job_id, holder, problem)
        return None


@contextmanager
def _collected_afterwards() -> "Iterator[None]":
    """Leave garbage lying during a step: thousands of records made at once would be looked through again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _for_owner(job: "Job") -> "Iterator[None]":
    """In the language and the time zone of the one who started it."""
    language = (job.by.language if job.by else "") or current_organisation().language
    with translation.override(language), timezone.override(zone_of(job.by)):
        yield


def _advance(job: "Job", watched: bool) -> bool:
    kind = kind_of(job)
    if job.cancel_asked:
        kind.fail(job)
        _end(job, job.State.CANCELLED)
        return False
    if not job.cursor:
        kind.prepare(job)
    stood = copy.deepcopy(job.cursor), job.done
    finished = kind.step(job)
    if finished:
        kind.finish(job)
        _end(job, job.State.DONE, watched)
        return False
    if (job.cursor, job.done) != stood:  # what fails ahead of its next step has not got any further
        job.attempts = 0
    job.lease_until = timezone.now() + LEASE
    job.save()
    return True


def _end(job: "Job", state: str, watched: bool = False) -> None:
    job.state = state
    job.finished_at = timezone.now()
    job.lease_holder = ""
    job.lease_until = None
    job.save()
    if not watched:
        tell_owner(job)


def _back_off(job_id: int, holder: str, problem: Exception) -> None:
    """Try again later, each time after a longer wait; at last give up and keep the reason for a person."""
    from caruso.kernel.models.job import Job

    with transaction.atomic():
        jobs = Job.objects.select_for_update(of=("self",)).select_related("by")
        job = jobs.filter(pk=job_id, lease_holder=holder).first()
        if job is None:
            return
        job.attempts += 1
        job.error = _reason(problem)[:2000]
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(job)
        else:
            job.state = Job.State.WAITING
            job.lease_holder, job.lease_until = "", None
            job.due_at = timezone.now() + timedelta(seconds=_patience(job) * 2**job.attempts)
            job.save()


def _patience(job: "Job") -> int:
    try:
        return kind_of(job).patience
    except KeyError:
        return JobKind.patience


def _reason(problem: Exception) -> str:
    """What went wrong: in words where they were meant for people."""
    if isinstance(problem, ValidationError):
        return " ".join(problem.messages)
    if isinstance(problem, PermissionDenied) and str(problem):
        return str(problem)
    return f"{type(problem).__name__}: {problem}"


def _give_up(job: "Job") -> None:
    """A kind that is not installed any more, or cannot clean up either, must not keep its job coming back for ever."""
    try:
        with transaction.atomic():
            kind_of(job).fail(job)
    except Exception:
        logger.exception("Job %s could not clean up", job.pk)
    with translation.override((job.by.language if job.by else "") or current_organisation().language):
        _end(job, job.State.FAILED)
