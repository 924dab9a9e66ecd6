"""Keeping, changing and removing views."""

from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.numbers import number_from
from caruso.kernel.people.preferences import preferences_of
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import require
from caruso.screens.lists.query import KEPT, ListQuery
from caruso.screens.saved_views.models import SavedView
from caruso.ui.toasts import toast

LAYOUTS = {"list", "board", "calendar", "schedule"}
WIDEST = 1200


def save_view(request: Request, screen: Screen) -> HttpResponse:
    """GET asks for a name; POST keeps the address as a new view, or puts it into the view it came from."""
    require(screen, request.user)
    if request.method != "POST":
        context = {"screen": screen, "shared": SavedView.Shared.choices, "address": request.GET.get("address", "")}
        return render(request, "screens/saved_views/save.html", context)
    parameters = _parameters(request, screen)
    name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:80] or _("My view")
    shared = request.POST.get("shared", "")
    view = SavedView(
        object=screen.key,
        name=name,
        owner=request.user,
        team=request.user.team,
        shared=shared if shared in SavedView.Shared.values else SavedView.Shared.PRIVATE,
        layout=_layout(request),
        parameters=parameters,
    )
    if view.shared == SavedView.Shared.TEAM and view.team is None:
        view.shared = SavedView.Shared.PRIVATE
    view.save()
    toast(request, _("The view “%(name)s” is kept.") % {"name": name})
    return redirect(f"{screen.url(view.layout)}?view={view.pk}")


@require_POST
def update_view(request: Request, screen: Screen, number: int) -> HttpResponse:
    """Keep what the list shows now under the name it has."""
    view = _changeable(request, screen, number)
    view.parameters = _parameters(request, screen)
    view.layout = _layout(request)
    view.save(update_fields=["parameters", "layout"])
    toast(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(f"{screen.url(view.layout)}?view={view.pk}")


@require_POST
def remove_view(request: Request, screen: Screen, number: int) -> HttpResponse:
    view = _changeable(request, screen, number)
    view.delete()
    toast(request, _("The view “%(name)s” is removed; its records stay.") % {"name": view.name})
    return redirect(screen.list_url)


@require_POST
def keep_width(request: Request, screen: Screen) -> HttpResponse:
    """Remember how wide a column is: in the view if it is one's own, otherwise among one's preferences."""
    require(screen, request.user)
    field, width = request.POST.get("field", ""), number_from(request.POST.get("width", ""))
    if field not in screen.object.fields or width is None:
        return JsonResponse({}, status=400)
    kept = min(width, WIDEST)
    number = number_from(request.POST.get("view", ""))
    # Locked, because columns are dragged in several tabs at once.
    with transaction.atomic():
        mine = SavedView.objects.select_for_update().filter(owner=request.user, object=screen.key)
        if view := mine.filter(pk=number or 0).first():
            view.widths[field] = kept
            view.save(update_fields=["widths"])
        else:
            with preferences_of(request.user) as preferences:
                preferences.setdefault("widths", {}).setdefault(screen.key, {})[field] = kept
    return HttpResponse(status=204)


def _changeable(request: Request, screen: Screen, number: int) -> SavedView:
    require(screen, request.user)
    view = get_object_or_404(SavedView.objects.seen_by(request.user), object=screen.key, pk=number)
    if not view.may_be_changed_by(request.user):
        raise PermissionDenied(_("This view belongs to somebody else. Keep your own under another name."))
    return view


def _parameters(request: Request, screen: Screen) -> dict[str, Any]:
    """What makes the list at the posted address what it is, with what it has from the view it started from."""
    given = dict(parse_qsl(request.POST.get("address", "").partition("?")[2][:20_000], keep_blank_values=True))
    # PostgreSQL takes no NUL, not even within JSON.
    given = {name: value.replace("\x00", "") for name, value in given.items()}
    start = ListQuery.from_address(screen, request.user, given).given_by_view
    return {name: value for name, value in {**start, **given}.items() if name in KEPT and name != "view" and value}


def _layout(request: Request) -> str:
    """That of the address which is kept: `/accounts/board?…` is a board."""
    layout = request.POST.get("address", "").partition("?")[0].rpartition("/")[2]
    return layout if layout in LAYOUTS else "list"
