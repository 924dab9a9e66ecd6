"""Telling people how their jobs ended."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caruso.kernel.notifying import notification_kind, notify

if TYPE_CHECKING:
    from caruso.kernel.models.job import Job

JOB_DONE = notification_kind("job_done", _("Done: %(title)s"))
JOB_FAILED = notification_kind("job_failed", _("Failed: %(title)s"))


def tell_owner(job: "Job") -> None:
    """A cancelled job tells nothing: its owner ended it. `result["address"]` is the page to go to."""
    if job.by is None or job.state == job.State.CANCELLED:
        return
    kind = JOB_DONE if job.state == job.State.DONE else JOB_FAILED
    address = job.result.get("address") or f"/office/jobs/{job.pk}"
    notify([job.by], kind, title=str(job), job=job.pk, address=address)
