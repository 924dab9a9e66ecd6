"""The list of a business object."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, may_make, offered_fields, require, visible_fields
from caruso.screens.filters.chips import chips_of
from caruso.screens.links import Links
from caruso.screens.lists.query import ListQuery, sortable_fields
from caruso.screens.saved_views.models import SavedView


@require_GET
def show_list(request: Request, screen: Screen) -> HttpResponse:
    """The whole page; with htmx and `part=rows` only the rows that follow."""
    user = request.user
    require(screen, user)
    query = ListQuery.from_address(screen, user, request.GET)
    page = query.page()
    links = Links(user).collect(page.rows, query.columns)
    context = {"screen": screen, "query": query, "page": page, "links": links}
    if request.htmx and request.GET.get("part") == "rows":
        return render(request, "screens/lists/list.html#rows", context)
    access = user.access
    sortable = sortable_fields(screen)
    context |= {
        "count": query.count(),
        "views": list(SavedView.objects.seen_by(user).filter(object=screen.key)),
        "chips": chips_of(query),
        "editable": set(editable_fields(screen, user)) if access.may(screen.key, "edit") else set(),
        "sorts": [screen.field(name) for name in offered_fields(screen, user) if name in sortable],
        "may": {right: access.may(screen.key, right) for right in ("edit", "delete", "export", "bulk")}
        | {"create": may_make(screen, user)},
    }
    return render(request, "screens/lists/list.html", context)


def choose_columns(request: Request, screen: Screen) -> HttpResponse:
    """The dialog in which columns are ticked and put in order; POST leads to the list that shows them."""
    require(screen, request.user)
    query = ListQuery.from_address(screen, request.user, request.GET)
    if request.method == "POST":
        names = visible_fields(screen, request.user, request.POST.getlist("column"))
        address = query.address(columns=",".join(names))
        return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
    shown = [field.name for field in query.columns]
    others = [name for name in offered_fields(screen, request.user) if name not in shown]
    fields = [(screen.field(name), True) for name in shown] + [(screen.field(name), False) for name in others]
    return render(request, "screens/lists/columns.html", {"screen": screen, "query": query, "fields": fields})
