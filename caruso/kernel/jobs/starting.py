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
