"""What is kept elsewhere and cannot be had just now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


class SourceAway(Exception):
    """The database that keeps these records does not answer, or not as it did. `reason` is for a person."""

    title = _("This database does not answer just now")
    advice = _("Everything else works. Try again in a moment.")
    #: The page on which an administrator mends that, if there is one.
    mending = ""

    def __init__(self, source: str, reason: Any) -> None:
        super().__init__(f"{source}: {reason}")
        self.source, self.reason = source, reason


class SourceChanged(SourceAway):
    """It answers, but what is asked for is not there any more."""

    title = _("This table is not as it was mapped")
    advice = _("Everything else works. What is left of the table can be shown once more.")

    def __init__(self, source: str, reason: Any, *, mending: str = "") -> None:
        super().__init__(source, reason)
        self.mending = mending


class SourceDenied(SourceAway):
    """It answers, but does not let this be done."""

    title = _("This database does not allow that")
    advice = _("Everything else works. Whoever keeps the database can allow it.")


_haste: ContextVar[float | None] = ContextVar("haste", default=None)


@contextmanager
def in_haste(seconds: float) -> Iterator[None]:
    """What is kept elsewhere gets no longer than this for one question; to be too slow for that is no failure."""
    token = _haste.set(seconds)
    try:
        yield
    finally:
        _haste.reset(token)


def haste() -> float | None:
    """The seconds that somebody in haste waits."""
    return _haste.get()


class AwayMiddleware:
    """A page about such records says why it is empty; everything else works."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, SourceAway):
            return None
        return render(request, "screens/away.html", {"away": problem}, status=503)
