"""What can go wrong, said to a person."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BackupProblem(Exception):
    """A backup or restore that was refused or stopped; nothing was changed, and no half archive is left."""


@contextmanager
def disk_problems(path: Path) -> Iterator[None]:
    """Turn the system's errors about `path` into a BackupProblem."""
    try:
        yield
    except OSError as error:
        reason = f"the disk of {path} is full" if error.errno == errno.ENOSPC else f"{path}: {error.strerror or error}"
        raise BackupProblem(f"Stopped, as {reason}.") from error
