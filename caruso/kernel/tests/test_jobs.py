"""Jobs end, one way or the other, and count time as their owner does."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
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


@job_kind
class Ahead(JobKind):
    """Its steps succeed; what it does between them never does."""

    name = "test_ahead"
    patience = 60

    def step(self, job: Job) -> bool:
        job.cursor = {"begun": True}
        return False

    def work_ahead(self, job: Job) -> None:
        raise ValueError("the other side is away")


def test_a_job_that_gets_no_further_between_its_steps_is_given_up(anna: User) -> None:
    job = start("test_ahead", by=anna, title="Ahead")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 1)
    assert timedelta(seconds=90) < job.due_at - timezone.now() <= timedelta(seconds=120)
    _run_to_the_end(job)
    assert job.state == Job.State.FAILED and "away" in job.error


@job_kind
class Moody(JobKind):
    """Fails until it is in the mood."""

    name = "test_moody"
    good = False

    def step(self, job: Job) -> bool:
        if not self.good:
            raise ValidationError("Not in the mood")
        return True


def test_a_failed_job_tells_why_and_can_be_tried_again(
    client: Client, anna: User, petra: User, settings: Any, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    job = start("test_moody", by=petra, title="Mood")
    with django_capture_on_commit_callbacks(execute=True):
        _run_to_the_end(job)
    told = petra.notifications.get()
    assert "Not in the mood" in told.text and told.address == f"/office/jobs/{job.pk}"
    assert [message.to for message in mailoutbox] == [[petra.email]]
    assert "Not in the mood" in mailoutbox[0].body and told.address in mailoutbox[0].body
    again = f"/office/jobs/{job.pk}/again"
    client.force_login(petra)
    assert again in client.get(f"/office/jobs/{job.pk}").content.decode()
    monkeypatch.setattr(Moody, "good", True)
    client.post(again)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.WAITING, "")
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert client.post(again).status_code == 302 and Job.objects.get(pk=job.pk).state == Job.State.DONE


def test_a_failed_job_of_another_or_of_a_room_that_is_gone_is_not_tried_again(
    client: Client, petra: User, tomas: User
) -> None:
    job = start("a_room_that_is_gone", by=petra)
    _run_to_the_end(job)
    for person, status in ((tomas, 404), (petra, 302)):
        client.force_login(person)
        assert client.post(f"/office/jobs/{job.pk}/again").status_code == status
        assert Job.objects.get(pk=job.pk).state == Job.State.FAILED


@pytest.mark.parametrize(("own", "expected"), [("America/New_York", "America/New_York"), ("", "Europe/Warsaw")])
def test_a_job_reads_the_clock_of_its_owner_or_of_the_firm(anna: User, own: str, expected: str) -> None:
    anna.time_zone = own
    anna.save()
    job = start("test_clock", by=anna)
    run(job.pk)
    job.refresh_from_db()
    assert job.result == {"zone": expected}
