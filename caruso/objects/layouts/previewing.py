"""An arrangement before it is kept, with the rights of a role: the real pages, with a real record."""

from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from caruso.kernel.access.rights import access_through
from caruso.kernel.models import Role, User
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.objects.layouts.arranging import arrange
from caruso.objects.layouts.content import Content
from caruso.objects.layouts.draft import Draft
from caruso.objects.layouts.home import arrange_home
from caruso.objects.layouts.known import faces_for
from caruso.objects.layouts.place import Place
from caruso.objects.layouts.views import place_of
from caruso.objects.models.layout import Face
from caruso.screens.boards.views import show_board
from caruso.screens.description import Screen
from caruso.screens.description.home import shown
from caruso.screens.forms.views import edit, new
from caruso.screens.lists.views import show_list
from caruso.screens.records.views import peek, show_record
from caruso.ui.office.doors import administration

#: A header by which the builder knows that parts with mistakes are not shown.
LEFT_OUT = "Caruso-Left-Out"


@require_POST
@administration
def preview(request: Request, object: str, face: str) -> HttpResponse:
    """The page as it would be, without what is not right yet; why there is none, where there is none. Nothing is written."""
    place = place_of(request, object, face)
    draft = Draft.posted(place, request.POST, request.user)
    if problem := draft.general_error:
        return render(request, "objects/layouts/no_preview.html", {"reason": "mistakes", "problem": problem})
    answer = _answer(request, place, draft.without_mistakes(), viewer_as(request.user, _role(request, place)))
    if not draft.is_valid:
        answer[LEFT_OUT] = "1"
    return answer


def _answer(request: Request, place: Place, content: Content, viewer: User) -> HttpResponse:
    if place.screen is None:
        cards = shown(arrange_home(content), viewer)
        return render(request, "objects/layouts/preview_home.html", {"cards": cards})
    faces = {**faces_for(place.object, viewer), place.face: content}
    screen = arrange(place.screen, faces, at_once=True)
    record = _record(request, place, viewer)
    if record is None and place.face in (Face.RECORD, Face.PEEK):
        return render(request, "objects/layouts/no_preview.html", {"reason": "records"})
    try:
        return _shown(_as(request, viewer), screen, place.face, record)
    except (Http404, PermissionDenied):
        return render(request, "objects/layouts/no_preview.html", {"reason": "rights"})


def _shown(request: Request, screen: Screen, face: Face, record: Any) -> HttpResponse:
    if face == Face.RECORD:
        return show_record(request, screen, record.pk)
    if face == Face.PEEK:
        beside = mark_safe(peek(request, screen, record.pk).content.decode())
        return render(request, "objects/layouts/preview_peek.html", {"peek": beside})
    if face == Face.FORM:
        return edit(request, screen, record.pk) if record is not None else new(request, screen)
    return show_board(request, screen) if face == Face.BOARD else show_list(request, screen)


def viewer_as(user: User, role: Role | None) -> User:
    """The person, looking through the role where one is given; never with more than the own rights."""
    viewer = User.objects.get(pk=user.pk)
    if role is not None:
        viewer.access = access_through(role, viewer)
    return viewer


def _role(request: Request, place: Place) -> Role | None:
    """The one that was chosen beside the preview, nobody's where oneself was, or else whose arrangement it is."""
    if "as" not in request.POST:
        return place.role
    number = number_from(request.POST["as"])
    return get_object_or_404(Role, pk=number) if number else None


def _record(request: Request, place: Place, viewer: User) -> Any:
    """The chosen record, or the newest that the viewer sees."""
    assert place.screen is not None
    if not viewer.access.may(place.screen.key, "view"):
        return None
    visible = place.screen.model.objects.visible_to(viewer).order_by("-pk")
    number = number_from(request.POST.get("record", ""))
    return (visible.filter(pk=number).first() if number else None) or visible.first()


def _as(request: Request, viewer: User) -> Request:
    """The request with which the viewer would ask for the page."""
    asked: Any = copy(request)
    asked.user, asked.method = viewer, "GET"
    asked.GET, asked.POST, asked.htmx = QueryDict(), QueryDict(), False
    return asked
