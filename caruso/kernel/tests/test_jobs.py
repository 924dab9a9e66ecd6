"""Jobs end, one way or the other, and count time as their owner does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caruso.kernel.jobs import JobKind, job_kind, run, start, sweep
from caruso.kernel.jobs.running import MOST_ATTEMPTS
from caruso.kernel.models import Job, User


@job_kind
class Clock(JobKind):
    """Writes down in which time zone it runs."""

    name = "test_clock"

    def step(self, job: Job) -> bool:
        job.result = {"zone": timezone.get_current_timezone_name()}
        return True


@job_kind
class Hopeless(JobKind):
    """Fails, and fails again at cleaning up."""

    name = "test_hopeless"

    def step(self, job: Job) -> bool:
        raise ValueError("no way")

    def fail(self, job: Job) -> None:
        raise ValueError("nor back")


def _run_to_the_end(job: Job) -> None:
    for _attempt in range(MOST_ATTEMPTS):
        Job.objects.filter(pk=job.pk).update(due_at=timezone.now() - timedelta(seconds=10))
        run(job.pk)
    job.refresh_from_db()


@pytest.mark.parametrize("kind", ["test_hopeless", "a_room_that_is_gone"])
def test_a_job_that_can_neither_work_nor_clean_up_is_given_up(anna: User, kind: str) -> None:
    job = start(kind, by=anna, title="Hopeless")
    _run_to_the_end(job)
    assert (job.state, job.lease_holder) == (Job.State.FAILED, "")
    assert job.error
    assert anna.notifications.filter(kind="job_failed").count() == 1
    assert sweep() == 0


@pytest.mark.parametrize(("own", "expected"), [("America/New_York", "America/New_York"), ("", "Europe/Warsaw")])
def test_a_job_reads_the_clock_of_its_owner_or_of_the_firm(anna: User, own: str, expected: str) -> None:
    anna.time_zone = own
    anna.save()
    job = start("test_clock", by=anna)
    run(job.pk)
    job.refresh_from_db()
    assert job.result == {"zone": expected}
