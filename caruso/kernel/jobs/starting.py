"""Starting, cancelling and finding again."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caruso.kernel.jobs.hint import look_at_job

if TYPE_CHECKING:
    from datetime import datetime

    from caruso.kernel.models.job import Job
    from caruso.kernel.models.user import User


def start(
    kind: str,
    *,
    by: "User | None",
    title: str = "",
    due_at: "datetime | None" = None,
    total: int | None = None,
    **parameters: Any,
) -> "Job":
    """Write the job; a worker looks at it once this transaction is committed."""
    from caruso.kernel.models.job import Job

    job = Job.objects.create(
        kind=kind,
        by=by,
        title=title[:200],
        parameters=parameters,
        due_at=due_at or timezone.now(),
        total=total,
    )
    if due_at is None:
        transaction.on_commit(lambda: look_at_job.enqueue(job.pk))
    return job


def cancel(job: "Job") -> None:
    """Ask for an end; what runs stops after its present step, what waits never starts."""
    from caruso.kernel.models.job import Job

    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    look_at_job.enqueue(job.pk)


def try_again(job: "Job") -> bool:
    """Let a job that was given up go on where it stood; False for one that was not."""
    from caruso.kernel.jobs.kind import kind_of
    from caruso.kernel.models.job import Job

    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("by").get(pk=job.pk)
        if job.state != Job.State.FAILED:
            return False
        kind_of(job).resume(job)
        job.state, job.attempts, job.error = Job.State.WAITING, 0, ""
        job.due_at, job.finished_at = timezone.now(), None
        job.save()
        transaction.on_commit(lambda: look_at_job.enqueue(job.pk))
    return True


def sweep() -> int:
    """Look again at jobs that are due and held by nobody: scheduled, backed off, or of a worker that died."""
    from caruso.kernel.models.job import Job

    now = timezone.now()
    free = Job.objects.filter(
        Q(state=Job.State.WAITING, due_at__lte=now - timedelta(seconds=2))
        | Q(state=Job.State.RUNNING, lease_until__lt=now)
    )
    found = list(free.order_by("due_at").values_list("pk", flat=True)[:100])
    for pk in found:
        look_at_job.enqueue(pk)
    return len(found)
