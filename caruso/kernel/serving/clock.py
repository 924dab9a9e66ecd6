"""What a worker does by time: wakes due and abandoned jobs, and forgets old task results."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from caruso.kernel import jobs

logger = logging.getLogger(__name__)

Duty = Callable[[], object]
_duties: list[tuple[float, Duty]] = []


def by_the_clock(every: float, duty: Duty) -> None:
    """Have `duty` done by each worker every so many seconds; it must bear being done twice at once."""
    if (every, duty) not in _duties:
        _duties.append((every, duty))


SWEEP_EVERY = 5.0
FORGET_EVERY = 3600.0
"""Seconds."""
KEPT_FOR = timedelta(days=7)


def forget_old_tasks() -> int:
    """Delete the task rows of a week ago and older; returns how many.

    The state of the work itself is in the jobs. A task row still "running" after a week is that of a worker
    that was killed; its job has long been taken up again.
    """
    deleted, _ = DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - KEPT_FOR).exclude(status="READY").delete()
    return deleted


class Clock(threading.Thread):
    """Calls each duty when it is due. A duty that fails is logged and tried again at its next time."""

    def __init__(self) -> None:
        super().__init__(name="clock", daemon=True)
        self.duties = [(SWEEP_EVERY, jobs.sweep), (FORGET_EVERY, forget_old_tasks), *_duties]

    def run(self) -> None:
        due = [0.0] * len(self.duties)
        while True:
            now = time.monotonic()
            for index, (every, duty) in enumerate(self.duties):
                if now >= due[index]:
                    due[index] = now + every
                    self._do(duty)
            time.sleep(1)

    def _do(self, duty: Duty) -> None:
        close_old_connections()
        try:
            duty()
        except Exception:
            logger.exception("The clock could not do %s", getattr(duty, "__name__", duty))
        finally:
            close_old_connections()
