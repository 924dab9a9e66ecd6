"""The palette, the page of results, and looking up what to link to."""

from django.http import HttpResponse
from django.shortcuts import render

from caruso.kernel.request import Request
from caruso.screens.addresses import page_of
from caruso.screens.description import Screen
from caruso.screens.doors import require
from caruso.screens.search.apart import found_apart, places_apart
from caruso.screens.search.finding import Hit, search, searched_screens
from caruso.screens.search.lookups import lookup, nearest
from caruso.screens.search.pages import is_meant, pages
from caruso.screens.search.query import MOST_LETTERS, Query
from caruso.screens.search.recent import recent

IN_PALETTE = 5
ON_PAGE = 50


def palette(request: Request) -> HttpResponse:
    """Records, pages and things to do, as options of the palette's list; what was recent while nothing is typed."""
    text = request.GET.get("q", "").strip()
    query = Query.parse(text)
    offered = pages(request.user, query)
    meant = [page for page in offered if is_meant(page, text)]
    context = {
        "text": text[:MOST_LETTERS],
        "query": query,
        "meant": meant,
        "groups": _groups(search(request.user, text, limit=IN_PALETTE)) if query else [],
        "recent": [] if query else recent(request.user),
        "pages": [page for page in offered if page not in meant],
        "apart": bool(places_apart(request.user, text)),
    }
    return render(request, "screens/search/palette.html", context)


def apart(request: Request) -> HttpResponse:
    """What other databases hold: more options of the palette, or with `page` more of the page of results."""
    text = request.GET.get("q", "").strip()
    context = {
        "text": text[:MOST_LETTERS],
        "query": Query.parse(text),
        "groups": found_apart(request.user, text, IN_PALETTE),
        "alone": request.GET.get("alone"),
        "most": IN_PALETTE,
    }
    return render(request, "screens/search/apart.html" + ("#page" if request.GET.get("page") else ""), context)


def results(request: Request) -> HttpResponse:
    """Everything found, in groups; `in` narrows to one object."""
    text = request.GET.get("q", "").strip()
    places = searched_screens(request.user)
    chosen = next((screen for screen in places if screen.slug == request.GET.get("in")), None)
    hits = search(request.user, text, [chosen.key] if chosen else None, limit=ON_PAGE)
    context = {
        "text": text[:MOST_LETTERS],
        "query": Query.parse(text),
        "places": places,
        "chosen": chosen,
        "groups": _groups(hits),
        "apart": not chosen and bool(places_apart(request.user, text)),
        "most": ON_PAGE,
    }
    template = "screens/search/results.html"
    only_found = request.htmx and not request.htmx.history_restore_request
    return render(request, f"{template}#found" if only_found else template, context)


def look_up(request: Request, screen: Screen) -> HttpResponse:
    """Records to link to, as options of a list, those near to what is chosen already first; the last one makes a new
    record."""
    require(screen, request.user)
    text = request.GET.get("q", "").strip()
    near = _near(request, screen, text)
    known = {hit.number for hit in near}
    may_make = text and screen.quick and request.user.access.may(screen.key, "create")
    context = {
        "screen": screen,
        "text": text[:MOST_LETTERS],
        "near": near,
        "hits": [hit for hit in lookup(request.user, screen, text) if hit.number not in known],
        "quick": page_of(screen, "quick") if may_make else None,
    }
    return render(request, "screens/search/options.html", context)


def _near(request: Request, screen: Screen, text: str) -> list[Hit]:
    name, number = request.GET.get("near", ""), request.GET.get("number", "")
    if not (number.isdecimal() and number.isascii() and len(number) < 19):
        return []
    field = screen.object.fields.get(name)
    return nearest(request.user, screen, text, name, int(number)) if field and field.kind.name == "relation" else []


def _groups(hits: list[Hit]) -> list[tuple[Screen, list[Hit]]]:
    """The hits of each screen, in the order of its best."""
    by_screen: dict[Screen, list[Hit]] = {}
    for hit in hits:
        by_screen.setdefault(hit.screen, []).append(hit)
    return list(by_screen.items())
