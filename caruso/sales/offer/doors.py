"""Who may come to the customer's page: whoever has its address, not too often, as long as it lives."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from caruso.kernel.limits import count
from caruso.kernel.middleware import CONTENT_SECURITY_POLICY, public
from caruso.sales.models import QuoteLink
from caruso.sales.models.quote import QuoteState
from caruso.sales.printing.paper import language_of

#: In a minute from one address: guessed links, and for each true link looking and writing. They are counted apart, so
#: that whoever guesses does not shut out a customer in the same office.
MOST_MISSES = 60
MOST_LOOKS = 120
MOST_WRITES = 12

View = Callable[..., HttpResponse]


def with_token(view: View) -> View:
    """Give the view the `link` that the token in the address stands for, in the language of the customer."""

    @public
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        link = QuoteLink.found_by(token)
        if _too_many(request, link):
            return _private(render(request, "429.html", status=429))
        if link is None:
            return _private(render(request, "sales/offer/nowhere.html", status=404))
        language = language_of(link.quote)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            if problem := _over(link):
                context = {"quote": link.quote, "problem": problem}
                return _private(render(request, "sales/offer/over.html", context, status=410))
            return _private(view(request, link))

    return guarded


def _over(link: QuoteLink) -> str:
    """Why nothing is to be seen here any more; empty where there is."""
    if link.has_expired:
        return "expired"
    if link.quote.state in (QuoteState.SUPERSEDED, QuoteState.DRAFT):
        return "superseded"
    return ""


def _too_many(request: HttpRequest, link: QuoteLink | None) -> bool:
    address = str(caller(request))
    if link is None:
        return count("offer-misses", address, seconds=60) > MOST_MISSES
    looks = request.method in ("GET", "HEAD")
    made = count("offer-looks" if looks else "offer-writes", f"{link.pk}:{address}", seconds=60)
    return made > (MOST_LOOKS if looks else MOST_WRITES)


def caller(request: HttpRequest) -> str | None:
    """The address that the request comes from; behind a proxy the server puts the true one here (docs/operations.md)."""
    return request.META.get("REMOTE_ADDR") or None


def _private(response: Any) -> HttpResponse:
    """No search engine, no cache and no other site shall know of it."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return response
