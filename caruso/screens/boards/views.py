"""The board of a business object."""

import json
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.models import User
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.boards.cards import Cards
from caruso.screens.boards.lanes import lanes_of, scope_of
from caruso.screens.description import Board, Screen, screen_for
from caruso.screens.doors import editable_fields, record_or_404, require, visible_fields
from caruso.screens.filters.chips import chips_of
from caruso.screens.links import Links
from caruso.screens.lists.query import ListQuery
from caruso.screens.saved_views.models import SavedView
from caruso.screens.validation import validate_together
from caruso.screens.veil import veiled
from caruso.ui.toasts import with_toast


def show_board(request: Request, screen: Screen) -> HttpResponse:
    """Every lane; with htmx and `lane=` only the cards that follow in one."""
    user = request.user
    require(screen, user)
    screen = screen_for(screen, user)
    if screen.board is None or not visible_fields(screen, user, [screen.board.lane]):
        raise Http404
    query = ListQuery.from_address(screen, user, request.GET)
    query.reader = "board"
    only = request.GET.get("lane") if request.htmx else None
    lanes = lanes_of(query, only=only)
    fields = [screen.field(name) for name in visible_fields(screen, user, screen.board.card)]
    shown = [card.pk for lane in lanes for card in lane.cards]
    for lane in lanes:
        veiled(lane.cards, user)
    links = Links(user).collect([card for lane in lanes for card in lane.cards], fields)
    may_move = user.access.may(screen.key, "edit") and screen.board.lane in editable_fields(screen, user)
    cards = Cards(screen, fields, links, _movable(screen, user, shown) if may_move else ())
    context = {"screen": screen, "query": query, "lanes": lanes, "cards": cards, "may_move": may_move}
    if only is not None:
        return render(request, "screens/boards/_cards.html", {**context, "lane": lanes[0]} if lanes else context)
    context |= {
        "views": list(SavedView.objects.seen_by(user).filter(object=screen.key)),
        "chips": chips_of(query),
        "may": {right: user.access.may(screen.key, right) for right in ("create", "edit")},
        "scopes": _scopes(query, screen.board),
        "scope_label": screen.field(screen.board.scope).label if screen.board.scope else "",
    }
    return render(request, "screens/boards/board.html", context)


def _movable(screen: Screen, user: User, shown: list[int]) -> Collection[int]:
    """Those of the cards that this person may change; asked where that is not all."""
    if user.access.scope(screen.key, "edit") == "all" or not shown:
        return shown
    reached = screen.model.objects.visible_to(user, "edit").filter(pk__in=shown)
    return frozenset(reached.values_list("pk", flat=True))


def _scopes(query: ListQuery, board: Board) -> list[tuple[Any, str, bool]]:
    """Label and address of each board there is, and whether it is this one; none where there is only one."""
    choices = list(query.screen.field(board.scope).choices) if board.scope else []
    if len(choices) < 2:
        return []
    current = scope_of(query, board)
    return [(label, query.address("board", scope=value), value == current) for value, label in choices]


@require_POST
def move_card(request: Request, screen: Screen) -> HttpResponse:
    """Put a card into another lane. What takes a move back says in its address which card and where.

    Where the lane asks something first, nothing is written and the answer names the dialog.
    """
    if screen.board is None or screen.board.lane not in editable_fields(screen, request.user):
        raise Http404
    given = {**request.GET.dict(), **request.POST.dict()}
    record = record_or_404(screen, number_from(given.get("id", "")) or 0, request.user, "edit")
    field = screen.field(screen.board.lane)
    before = getattr(record, field.name)
    lane = given.get("lane", "")
    if lane != before and (dialog := screen.board.asks(lane)):
        url = f"{reverse(dialog, args=[record.pk])}?{urlencode({'lane': lane})}"
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"ask": {"url": url}})})
    try:
        values = {field.name: field.parse(lane)}
        validate_together(screen, values, record)
        record.change(values, by=request.user)
    except ValidationError as problem:
        return with_toast(HttpResponse(status=422), " ".join(problem.messages), error=True)
    said = _("“%(record)s” is now %(lane)s.") % {
        "record": record,
        "lane": field.choice_label(getattr(record, field.name)) or _("not set"),
    }
    undo = f"{screen.url('move')}?id={record.pk}&lane={before}"
    return with_toast(HttpResponse(status=200), said, undo=undo, events=["moved"])
