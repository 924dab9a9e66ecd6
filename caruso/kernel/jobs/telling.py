"""Telling people how their jobs ended."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caruso.kernel.mail import write_to
from caruso.kernel.notifying import notification_kind, notify

if TYPE_CHECKING:
    from caruso.kernel.models.job import Job

JOB_DONE = notification_kind("job_done", gettext_lazy("Done: %(title)s"))
JOB_FAILED = notification_kind("job_failed", gettext_lazy("Failed: %(title)s"))


def tell_owner(job: "Job") -> None:
    """A cancelled job tells nothing: its owner ended it.

    One that is done leads to `result["address"]`; one that failed says why, by e-mail as well, and leads to its own
    page, where it can be tried again.
    """
    if job.by is None or job.state == job.State.CANCELLED:
        return
    own_page = f"/office/jobs/{job.pk}"
    if job.state == job.State.DONE:
        notify([job.by], JOB_DONE, title=str(job), job=job.pk, address=job.result.get("address") or own_page)
        return
    title = f"{job} – {job.error}"[:300]
    notify([job.by], JOB_FAILED, title=title, job=job.pk, address=own_page)
    subject = _("Failed: %(title)s") % {"title": job}
    text = _("%(reason)s\n\nLook at it and try again: %(address)s") % {
        "reason": job.error,
        "address": f"{settings.SITE_URL}{own_page}",
    }
    to = job.by.email
    transaction.on_commit(lambda: write_to(to, subject, text))
