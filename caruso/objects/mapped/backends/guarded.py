"""What every connection to a mapped database does: ask whether it may, give up in time, tell how it went."""

import contextlib
import socket
from collections.abc import Callable, Iterator
from threading import Timer
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from caruso.kernel.reaching import allowed_address
from caruso.objects.mapped.sources import Source, source_of
from caruso.screens.away import SourceAway, SourceChanged, SourceDenied, haste

#: The codes of MariaDB for values that the database itself refuses: checks, triggers.
_REFUSALS = {1644, 4025, 3819}
#: Its code for a number that is too large for it, which is no failure of the server.
_OUT_OF_RANGE = 1690
#: What PostgreSQL and MariaDB say where a user may not do something, or a session only reads.
_DENIED = {"42501", "25006", 1142, 1143, 1227, 1290, 1370, 1792}
#: And where they have given up waiting for another writer, or let him go first.
_BUSY = {"55P03", "40P01", "40001", 1205, 1213}


class GuardedConnection:
    """Mixed into a Django backend. Only `SourceAway` and what the database says of written values come out of it."""

    #: Where folding is not a function of the database itself, the SQL that comes near it.
    fold_template = ""
    #: Whether there is a line to a server, which is of no use any more once something went wrong on it.
    hangs_on_a_line = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._ask)  # type: ignore[attr-defined]
        self._holds_place = False

    @property
    def source(self) -> Source:
        return source_of(self.alias)  # type: ignore[attr-defined]

    def get_new_connection(self, parameters: dict[str, Any]) -> Any:
        """At most so many at once: those who find no place are told so instead of waiting in a row."""
        source = self.source
        if source.refused:
            raise SourceAway(source.name, source.refused)
        self._refuse_resting()
        if not source.places.acquire(timeout=settings.MAPPED_SECONDS / 2):
            raise SourceAway(source.name, _("Too many questions are waiting for it already."))
        self._holds_place = True
        try:
            return super().get_new_connection(self.place(parameters))  # type: ignore[misc]
        except ValidationError as refused:
            self._leave_place()
            raise SourceAway(source.name, " ".join(refused.messages)) from None
        except Exception as problem:
            self._leave_place()
            raise self._failed(problem) from problem

    def place(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Where to connect to, looked up and allowed just now. Raises ValidationError."""
        address = allowed_address(parameters["host"], int(parameters["port"]))
        return {**parameters, "host": address}

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave_place()

    def _leave_place(self) -> None:
        if self._holds_place:
            self._holds_place = False
            self.source.places.release()

    def _refuse_resting(self) -> None:
        if not self.source.breaker.may_ask():
            raise SourceAway(self.source.name, _("It has failed several times and is left alone for a while."))

    def _ask(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
        if parameters is None:
            # Nothing is filled in, so what `quote_name` doubled is not halved by the driver.
            sql = sql.replace("%%", "%")
        with self.told(sql), self._in_time():
            result = execute(self.bounded(sql), parameters, many, context)
        if self.source.breaker.worked():
            self.source.tell("")
        return result

    @contextlib.contextmanager
    def told(self, sql: str = "") -> Iterator[None]:
        """Turns what fails inside into SourceAway; what the database says of written values passes."""
        try:
            yield
        except IntegrityError:
            raise
        except DatabaseError as problem:
            raise self._away(problem, sql) from problem
        except InterfaceError as problem:
            raise self._broken(problem) from problem

    def _away(self, problem: DatabaseError, sql: str) -> Exception:
        """What is told instead of what the driver says; the same where the database speaks of what was written."""
        if _is_refusal(problem) or (isinstance(problem, DataError) and self.source.writes(self.alias)):  # type: ignore[attr-defined]
            return problem
        if _is_busy(problem) and self.source.writes(self.alias):  # type: ignore[attr-defined]
            return SourceDenied(
                self.source.name, _("Another program is writing there just now; try again in a moment.")
            )
        if _is_denied(problem):
            return SourceDenied(
                self.source.name, _("It does not allow that: %(problem)s") % {"problem": _short(problem)}
            )
        if isinstance(problem, ProgrammingError) or self._is_changed(problem):
            return self._changed(problem, sql)
        if isinstance(problem, OperationalError) and _code(problem) != _OUT_OF_RANGE:
            return self._broken(problem)
        return SourceAway(self.source.name, _("It cannot work this out: %(problem)s") % {"problem": _short(problem)})

    def _broken(self, problem: Exception) -> SourceAway:
        # Somebody in haste knows nothing of whether it would have answered.
        failed = SourceAway(self.source.name, _short(problem)) if haste() else self._failed(problem)
        # What is half read cannot be gone on with.
        if self.hangs_on_a_line:
            with contextlib.suppress(Exception):
                self.close()  # type: ignore[attr-defined]
        return failed

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        """For drivers that would wait for ever for a server that is frozen: cut the line."""
        line = self.line()
        if line is None:
            yield
            return
        cut = Timer(self.seconds + 1, _cut, [line])
        cut.daemon = True
        cut.start()
        try:
            yield
        finally:
            cut.cancel()

    @property
    def seconds(self) -> float:
        """The longest that one question may take."""
        return min(settings.MAPPED_SECONDS, haste() or settings.MAPPED_SECONDS)

    def bounded(self, sql: str) -> str:
        """The question, with its time limit where somebody in haste gives it a shorter one than the session has."""
        return sql

    def line(self) -> int | None:
        """The file number of the socket, where it must be cut from outside."""
        return None

    def _is_changed(self, problem: Exception) -> bool:
        """Whether a table or column is not there any more, which is no failure of the server."""
        text = str(problem).lower()
        return "no such table" in text or "no such column" in text or (_code(problem) in (1054, 1146))

    def _changed(self, problem: Exception, sql: str) -> SourceChanged:
        """Looked up in the tables themselves; what goes wrong there is not looked up again."""
        from caruso.objects.mapped.altered import told_of
        from caruso.objects.mapped.models import MappedObject

        if self.source.is_looking:
            return SourceChanged(self.source.name, _short(problem))
        self.source.is_looking = True
        try:
            names = MappedObject.objects.filter(connection__reference=self.source.reference).values_list(
                "table", flat=True
            )
            quoted = self.ops.quote_name  # type: ignore[attr-defined]
            return told_of(self.source, [name for name in set(names) if quoted(name) in sql], _short(problem))
        finally:
            self.source.is_looking = False

    def _failed(self, problem: Exception) -> SourceAway:
        source = self.source
        reason = _("It does not answer: %(problem)s") % {"problem": _short(problem)}
        rests = source.breaker.failed()
        source.tell(_short(problem), rest=source.breaker.rest if rests else 0)
        return SourceAway(source.name, reason)


def _code(problem: Exception) -> Any:
    return problem.args[0] if problem.args else None


def _is_refusal(problem: Exception) -> bool:
    return _code(problem) in _REFUSALS


def _is_denied(problem: Exception) -> bool:
    """Whether the user, or a session that only reads, may not do this there."""
    state = getattr(problem.__cause__, "sqlstate", None)
    return state in _DENIED or _code(problem) in _DENIED or "readonly database" in str(problem)


def _is_busy(problem: Exception) -> bool:
    """Whether the row or table is held by somebody else for longer than one waits."""
    state = getattr(problem.__cause__, "sqlstate", None)
    return state in _BUSY or _code(problem) in _BUSY or "database is locked" in str(problem)


def _short(problem: Exception) -> str:
    """The message of the driver, without a password that might stand in it and in one line."""
    text = str(problem.args[1] if len(problem.args) > 1 and isinstance(problem.args[0], int) else problem)
    return " ".join(text.split())[:200]


def _cut(line: int) -> None:
    with contextlib.suppress(OSError):
        other = socket.socket(fileno=line)
        try:
            other.shutdown(socket.SHUT_RDWR)
        finally:
            other.detach()
