"""The task that tells a worker to look at a job."""

from django_tasks import task


@task()
def look_at_job(job_id: int) -> None:
    from caruso.kernel.jobs.running import run

    run(job_id)
