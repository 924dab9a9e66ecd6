"""Jobs: work in steps, on rows with a state and a lease. A queued task is only the hint to look."""

from caruso.kernel.jobs.kind import JobKind, job_kind
from caruso.kernel.jobs.running import run
from caruso.kernel.jobs.starting import cancel, start, sweep, try_again

__all__ = ["JobKind", "cancel", "job_kind", "run", "start", "sweep", "try_again"]
