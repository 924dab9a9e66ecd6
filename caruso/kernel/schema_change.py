"""What happens when business objects are changed while somebody works with them.

A request or job keeps the objects as they were when it began. Where it would write by a description that holds no
longer, it is begun again instead: nothing has been written, and now it finds the objects as they are.
"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from caruso.kernel.events.recording import has_written
from caruso.kernel.models.organisation import Organisation, current_organisation, forget_organisation

#: Names the lock that whoever changes objects takes alone, and whoever writes their records takes together.
_LOCK = 0x0B7EC7
MOST_BEGINNINGS = 10


class SchemaMoved(Exception):
    """Objects have been changed since this request or job began."""


def hold_schema() -> None:
    """Keep objects as they are to the end of this transaction; whoever writes by them now looks how they are."""
    _lock("pg_advisory_xact_lock_shared")


def lock_schema() -> None:
    """Let nobody write records of objects that can change, to the end of this transaction; waits for who does."""
    _lock("pg_advisory_xact_lock")


def may_begin_again(request: HttpRequest, fault: Exception) -> bool:
    """Whether this failed because objects have been changed, and beginning again can do no harm."""
    if getattr(request, "begun_again", 0) >= MOST_BEGINNINGS:
        return False
    if isinstance(fault, SchemaMoved):
        return True
    # A column that was read is there no more. Where something was written before, it would be written twice.
    if not isinstance(fault, DatabaseError) or connection.in_atomic_block or has_written():
        return False
    return stored_version() != current_organisation().schema_version


def begin_again(request: HttpRequest, fault: Exception) -> HttpResponse:
    """The answer to the request, with the objects as they are now; several changes may come one after the other."""
    while may_begin_again(request, fault):
        request.begun_again = getattr(request, "begun_again", 0) + 1  # type: ignore[attr-defined]
        forget_organisation()
        match = resolve(request.path_info)
        try:
            answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
            return answer
        except Exception as again:
            fault = again
    raise fault


def stored_version() -> int | None:
    return Organisation.objects.order_by("pk").values_list("schema_version", flat=True).first()


def _lock(how: str) -> None:
    """SQLite needs none: it has one writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {how}(%s)", [_LOCK])
