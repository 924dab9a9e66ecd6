"""The worker that sends mail, for tests."""

from typing import Any

from django.core import mail
from django.utils import timezone

from caruso.kernel import jobs
from caruso.kernel.models import Job
from caruso.sales.sending.queueing import JOB


def send_mails() -> list[Any]:
    """Do what waits to be sent, as often as it is due by now; what has left since the test began."""
    Job.objects.filter(kind=JOB, state=Job.State.WAITING).update(due_at=timezone.now())
    for job in Job.objects.filter(kind=JOB, state=Job.State.WAITING).order_by("pk"):
        jobs.run(job.pk)
    return list(getattr(mail, "outbox", []))
