"""What is kept elsewhere and cannot be had just now."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class SourceAway(Exception):
    """The database that keeps these records does not answer, or not as it did. `reason` is for a person."""

    def __init__(self, source: str, reason: Any) -> None:
        super().__init__(f"{source}: {reason}")
        self.source, self.reason = source, reason


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
