"""The list of a business object."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caruso.screens.description import Screen
from caruso.screens.doors import require
from caruso.screens.links import Links
from caruso.screens.lists.query import ListQuery


def show_list(request: HttpRequest, screen: Screen) -> HttpResponse:
    """The whole page, or with htmx only the rows that follow."""
    require(screen, request.user)
    query = ListQuery.from_address(screen, request.user, request.GET)
    page = query.page()
    links = Links(request.user).collect(page.rows, query.columns)
    may_create = request.user.access.may(screen.key, "create")
    context = {"screen": screen, "query": query, "page": page, "links": links, "may_create": may_create}
    if request.htmx and request.GET.get("part") == "rows":
        return render(request, "screens/lists/list.html#rows", context)
    return render(request, "screens/lists/list.html", {**context, "count": query.count()})
