"""The style guide: every component on one page, and the main screens as prototypes with invented records."""

from typing import Any

from django.contrib.auth.decorators import user_passes_test
from django.http import Http404, HttpResponse
from django.shortcuts import render

from caruso.kernel.request import Request
from caruso.ui.styleguide import samples

FRAGMENTS = ("peek", "cell", "dialog", "results", "events")
PROTOTYPES = ("list", "record", "form", "board", "calendar", "home", "import", "merge", "bare")

staff_only = user_passes_test(lambda user: user.is_authenticated and user.is_staff)


def context(**values: Any) -> dict[str, Any]:
    return {"prototypes": PROTOTYPES, "samples": samples, **values}


@staff_only
def index(request: Request) -> HttpResponse:
    """Every component."""
    return render(request, "styleguide/index.html", context())


@staff_only
def prototype(request: Request, page: str) -> HttpResponse:
    """One screen as it should look, or one of the fragments that htmx puts into it."""
    if page not in (*PROTOTYPES, *FRAGMENTS):
        raise Http404
    return render(request, f"styleguide/{page}.html", context(page=page))
