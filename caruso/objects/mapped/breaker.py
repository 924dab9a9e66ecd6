"""Leaves a database alone for a while that has failed several times in a row, so that nobody waits for it."""

from threading import Lock
from time import monotonic

from django.conf import settings

FAILURES = 3
LONGEST_REST = 300.0


class Breaker:
    """Of one database, in one process. Closed: everybody may ask. Open: nobody. After the rest one may try."""

    def __init__(self) -> None:
        self.failures = 0
        self._until = 0.0
        self._lock = Lock()

    def may_ask(self) -> bool:
        with self._lock:
            if self.failures < FAILURES:
                return True
            if monotonic() < self._until:
                return False
            # One tries; the others rest on until it is known how that went.
            self._until = monotonic() + self.rest
            return True

    def worked(self) -> bool:
        """Whether it had failed before."""
        with self._lock:
            had_failed, self.failures = self.failures > 0, 0
            return had_failed

    def failed(self) -> bool:
        """Whether the database is left alone from now on."""
        with self._lock:
            self.failures += 1
            self._until = monotonic() + self.rest
            return self.failures >= FAILURES

    @property
    def rest(self) -> float:
        """Seconds; twice as long with every trial that fails."""
        more = min(max(0, self.failures - FAILURES), 8)
        return min(settings.MAPPED_REST * 2.0**more, LONGEST_REST)
