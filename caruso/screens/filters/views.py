"""The filter builder: a dialog over a list."""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from caruso.kernel.conditions import ConditionProblem, check, parse, to_text, to_url
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import require
from caruso.screens.filters.offer import MODES, PERIODS, asked, offer
from caruso.screens.filters.rows import Builder, Group, Row, builder_of, posted_builder
from caruso.screens.lists.query import ListQuery

#: Readers beside the list from which the builder is opened.
LED_BACK_TO = ("board", "schedule")


def build(request: Request, screen: Screen) -> HttpResponse:
    """GET shows the condition of the list's address; POST leads to the list, or what else showed it, with what was built."""
    require(screen, request.user)
    query = ListQuery.from_address(screen, request.user, request.GET)
    if request.GET.get("back") in LED_BACK_TO:
        query.reader = request.GET["back"]
    if request.method != "POST":
        builder = builder_of(screen, request.user, query.condition)
        text = to_text(query.condition) if query.condition else ""
        return _page(request, screen, query, builder, text=text, as_text=builder is None or "text" in request.GET)
    as_text = "text" in request.POST
    builder = None if as_text else posted_builder(screen, request.user, request.POST)
    try:
        tree = _written(request.POST["text"]) if as_text else builder.as_condition() if builder else None
        if tree is not None:
            check(tree, screen.object, request.user)
    except ConditionProblem as problem:
        text = request.POST.get("text", "")
        return _page(request, screen, query, builder, text=text, as_text=as_text, problem=problem, status=422)
    left: dict[str, Any] = {"view": None, "sort": query.sort} if query.standard else {}
    address = query.address(filter=to_url(tree) if tree else None, where=None, **left)
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


def row(request: Request, screen: Screen) -> HttpResponse:
    """One row again, after its field or operator was chosen; or a new one."""
    require(screen, request.user)
    prefix = request.GET.get("prefix", "")
    if not re.fullmatch(r"(?:[a-z0-9_]{1,40}-)?g[0-9]{1,4}-r[0-9]{1,4}", prefix):
        return HttpResponse(status=400)
    found = asked(screen, request.user, request.GET.get(f"{prefix}-path", ""))
    operator = request.GET.get(f"{prefix}-operator", "")
    if found and operator not in {one.name for one in found.operators}:
        operator = found.operators[0].name
    values = request.GET.getlist(f"{prefix}-value")
    context = {
        "screen": screen,
        "row": Row(prefix, found, operator, values),
        "offer": offer(screen, request.user),
        "periods": PERIODS,
    }
    return render(request, "screens/filters/_row.html", context)


def _written(text: str) -> Any:
    return parse(text) if text.strip() else None


def _page(
    request: Request, screen: Screen, query: ListQuery, builder: Builder | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    if builder is not None and not builder.groups:
        builder.groups.append(Group(0, "all", [Row("g0-r0")]))
    context = {
        "screen": screen,
        "query": query,
        "builder": builder,
        "offer": offer(screen, request.user),
        "modes": MODES,
        "periods": PERIODS,
    }
    # htmx swaps answers of 2xx only; what is wrong is told in the dialog itself.
    shown = 200 if request.htmx else status
    return render(request, "screens/filters/build.html", {**context, **more}, status=shown)
