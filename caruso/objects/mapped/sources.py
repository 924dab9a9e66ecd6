"""The mapped databases that this process knows, each under two aliases of Django: one reads, one writes.

An alias is made of the connection's own name and version, so a changed connection is another alias, and whoever began
with the former keeps it to the end of the request.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone

from caruso.objects.mapped.breaker import Breaker

#: So many questions at once does one process put to a database.
PLACES = 4


@dataclass
class Source:
    """One database: whether it answers, and how many may ask at once."""

    reference: str
    name: str
    alias: str
    breaker: Breaker = field(default_factory=Breaker)
    places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(PLACES))
    #: Why it cannot be asked at all, where that is known beforehand.
    refused: Any = ""
    #: Whether it is looked up just now what became of its tables.
    is_looking: bool = False
    _told: str = ""

    @property
    def writing(self) -> str:
        return f"{self.alias}_writing"

    def writes(self, alias: str) -> bool:
        return alias == self.writing

    def tell(self, problem: str, rest: float = 0) -> None:
        """Keep the state where the administrator looks; a page that failed is not made to fail by that."""
        from caruso.objects.mapped.models import Connection

        if not problem and not self._told:
            return
        self._told = problem
        now = timezone.now()
        Connection.objects.filter(reference=self.reference).update(
            problem=problem[:300],
            problem_at=now if problem else None,
            rests_until=now + timedelta(seconds=rest) if rest else None,
        )


_sources: dict[str, Source] = {}


def source_of(alias: str) -> Source:
    return _sources[alias.removesuffix("_writing")]


def source_for(alias: str, reference: str, name: str) -> Source:
    """The database under this alias, at first without anything of it."""
    return _sources.setdefault(alias, Source(reference, name, alias))


def add_aliases(source: Source, reading: dict[str, Any], writing: dict[str, Any] | None) -> None:
    """Make the database known to Django; nothing is connected yet."""
    if source.alias not in connections.settings:
        _add(source.alias, reading)
        if writing is not None:
            _add(source.writing, writing)


def close_sources() -> None:
    """Forget every mapped database, and what is connected in this thread."""
    for alias in list(_sources):
        for one in (alias, f"{alias}_writing"):
            if one in connections.settings:
                connections[one].close()
                del connections[one]
                connections.settings.pop(one, None)
        del _sources[alias]


def _add(alias: str, given: dict[str, Any]) -> None:
    base: dict[str, Any] = {
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {},
        "TIME_ZONE": settings.TIME_ZONE,
        "NAME": "",
        "USER": "",
        "PASSWORD": "",
        "HOST": "",
        "PORT": "",
        "TEST": {"CHARSET": None, "COLLATION": None, "MIGRATE": False, "MIRROR": None, "NAME": None},
    }
    connections.settings[alias] = {**base, **given}
