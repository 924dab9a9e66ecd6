"""A person's jobs: how far they are, and how they ended."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from caruso.kernel.jobs import cancel, try_again
from caruso.kernel.models import Job
from caruso.kernel.request import Request

MOST_SHOWN = 50


def my_jobs(request: Request) -> HttpResponse:
    jobs = Job.objects.filter(by=request.user.pk)[:MOST_SHOWN]
    return render(request, "ui/office/jobs.html", {"jobs": jobs})


@never_cache
def one_job(request: Request, number: int) -> HttpResponse:
    """The job's page, or for htmx the card alone."""
    job = _job(request, number)
    if request.headers.get("HX-Request"):
        return render(request, "ui/office/_job.html", {"job": job})
    return render(request, "ui/office/job.html", {"job": job})


@require_POST
def cancel_job(request: Request, number: int) -> HttpResponse:
    job = _job(request, number)
    if not job.finished:
        cancel(job)
        job.cancel_asked = True
    if request.headers.get("HX-Request"):
        return render(request, "ui/office/_job.html", {"job": job})
    messages.success(request, _("The job will stop."))
    return redirect("office:job", number)


@require_POST
def try_job_again(request: Request, number: int) -> HttpResponse:
    """Let a job that failed go on where it stood."""
    job = _job(request, number)
    try:
        again = try_again(job)
    except LookupError:
        again = False  # its room, or what it worked on, is no more
    job.refresh_from_db()
    if request.headers.get("HX-Request"):
        return render(request, "ui/office/_job.html", {"job": job})
    if again:
        messages.success(request, _("It is being tried again."))
    else:
        messages.error(request, _("This cannot be tried again."))
    return redirect("office:job", number)


def _job(request: Request, number: int) -> Job:
    """The person's own job, or anybody's for who administers. Raises Http404."""
    job = Job.objects.filter(pk=number).select_related("by").first()
    access = request.user.access
    if job is None or (job.by_id != request.user.pk and not access.administers):
        raise Http404
    return job
