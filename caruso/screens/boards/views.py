"""The board of a business object."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.boards.lanes import lanes_of
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, record_or_404, require, visible_fields
from caruso.screens.filters.chips import chips_of
from caruso.screens.links import Links
from caruso.screens.lists.query import ListQuery
from caruso.screens.saved_views.models import SavedView
from caruso.ui.toasts import with_toast


def show_board(request: Request, screen: Screen) -> HttpResponse:
    """Every lane; with htmx and `lane=` only the cards that follow in one."""
    user = request.user
    require(screen, user)
    if screen.board is None or not visible_fields(screen, user, [screen.board.lane]):
        raise Http404
    query = ListQuery.from_address(screen, user, request.GET)
    only = request.GET.get("lane") if request.htmx else None
    lanes = lanes_of(query, only=only)
    fields = [screen.field(name) for name in visible_fields(screen, user, screen.board.card)]
    links = Links(user).collect([card for lane in lanes for card in lane.cards], fields)
    context = {"screen": screen, "query": query, "lanes": lanes, "fields": fields, "links": links}
    context["may_move"] = user.access.may(screen.key, "edit") and screen.board.lane in editable_fields(screen, user)
    context["has_next"] = "next_activity_at" in screen.object.fields
    if only is not None:
        return render(request, "screens/boards/_cards.html", {**context, "lane": lanes[0]} if lanes else context)
    context |= {
        "views": list(SavedView.objects.seen_by(user).filter(object=screen.key)),
        "chips": chips_of(query),
        "may": {right: user.access.may(screen.key, right) for right in ("create", "edit")},
    }
    return render(request, "screens/boards/board.html", context)


@require_POST
def move_card(request: Request, screen: Screen) -> HttpResponse:
    """Put a card into another lane. What takes a move back says in its address which card and where."""
    if screen.board is None or screen.board.lane not in editable_fields(screen, request.user):
        raise Http404
    given = {**request.GET.dict(), **request.POST.dict()}
    record = record_or_404(screen, number_from(given.get("id", "")) or 0, request.user, "edit")
    field = screen.field(screen.board.lane)
    before = getattr(record, field.name)
    try:
        record.change({field.name: field.parse(given.get("lane", ""))}, by=request.user)
    except ValidationError as problem:
        return with_toast(HttpResponse(status=422), problem.messages[0], error=True)
    said = _("“%(record)s” is now %(lane)s.") % {
        "record": record,
        "lane": field.choice_label(getattr(record, field.name)) or "–",
    }
    return with_toast(HttpResponse(status=200), said, undo=f"{screen.url('move')}?id={record.pk}&lane={before}")
