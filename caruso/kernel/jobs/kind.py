"""What a kind of job does."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caruso.kernel.models.job import Job

_kinds: dict[str, "JobKind"] = {}


class JobKind:
    """A kind of job, named once and registered with `@job_kind`.

    `step` does a bounded amount of work (well under a second) and moves `job.cursor`, `job.done` and `job.result`;
    the caller saves them in the same transaction. Work outside the database (a file) must be repeatable from the
    cursor. It returns True when nothing is left.
    """

    name: str
    title = ""
    #: Seconds of patience after a failure, doubled each time; what hangs on another's server takes more.
    patience = 5

    def prepare(self, job: "Job") -> None:
        """Before the first step; usually sets `job.total`."""

    def step(self, job: "Job") -> bool:
        raise NotImplementedError

    def work_ahead(self, job: "Job") -> None:
        """Between two steps, without a transaction: what the next can be spared, for SQLite has one writer.

        Only this process has it: another that goes on with the job begins its step without.
        """

    def finish(self, job: "Job") -> None:
        """After the last step, in its transaction."""

    def fail(self, job: "Job") -> None:
        """After the job was given up or cancelled, in that transaction."""

    def told(self, job: "Job") -> str:
        """What came of a finished job, in a sentence for its page."""
        return ""

    def undo_address(self, job: "Job") -> str:
        """Where a finished job is taken back by POST; empty where it cannot be."""
        return ""

    def list_address(self, job: "Job") -> str:
        """Where people look at what it worked on."""
        return ""

    def resume(self, job: "Job") -> None:
        """Before a job that was given up is tried again from its cursor: take back what `fail` did."""


def job_kind(cls: type[JobKind]) -> type[JobKind]:
    """Register a kind of job under its name."""
    _kinds[cls.name] = cls()
    return cls


def kind_of(job: "Job") -> JobKind:
    """Raises KeyError for a job whose room is not installed any more."""
    return _kinds[job.kind]
