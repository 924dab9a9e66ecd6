"""The builder: the pages on which administrators arrange screens."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caruso.kernel.models import Role
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.objects.asked_condition import WHEN, WHERE, asked_condition
from caruso.objects.layouts.canvas import Canvas
from caruso.objects.layouts.draft import Draft
from caruso.objects.layouts.panels.source import source_screen
from caruso.objects.layouts.place import Place, faces_of
from caruso.objects.layouts.posted import KEY
from caruso.objects.layouts.saving import LayoutChanged, reset_layout, restore_version, save_layout
from caruso.objects.layouts.wording import Difference, differences
from caruso.objects.models import Layout, LayoutVersion
from caruso.objects.models.layout import Face
from caruso.screens.description import screen_of, screens
from caruso.ui.office.doors import administration

HOME = "home"


@require_GET
@administration
def all_screens(request: Request) -> HttpResponse:
    """Every face of every object, with who has an arrangement of it."""
    arranged: dict[tuple[str, str], list[str]] = {}
    for layout in Layout.objects.exclude(content=None).select_related("role").order_by("role__name"):
        label = str(layout.role) if layout.role else _("everybody")
        arranged.setdefault((layout.object, layout.face), []).append(label)
    rows = [
        (screen, [(face, arranged.get((screen.key, face), [])) for face in faces_of(screen)]) for screen in screens()
    ]
    context = {"rows": rows, "home": arranged.get(("", Face.HOME), []), "home_face": Face.HOME}
    return render(request, "objects/layouts/screens.html", context)


@administration
def build(request: Request, object: str, face: str) -> HttpResponse:
    """The builder; POST keeps what was arranged. What somebody else has saved meanwhile is told, and nothing is lost."""
    place = place_of(request, object, face)
    layout = place.layout
    if request.method != "POST":
        return _page(request, place, layout, Draft(place, place.content(layout)))
    draft = Draft.posted(place, request.POST, request.user)
    if not draft.is_valid:
        return _page(request, place, layout, draft, status=422)
    version = number_from(request.POST.get("version", "")) or 0
    try:
        save_layout(place.object, place.face, place.role, draft.to_keep(), by=request.user, version=version)
    except LayoutChanged as changed:
        theirs = _theirs(request, place, changed.latest, version)
        return _page(request, place, changed.latest.layout, draft, status=409, changed=changed.latest, theirs=theirs)
    messages.success(request, _saved(place))
    return redirect(request.get_full_path())


@require_GET
@administration
def condition(request: Request, object: str, face: str) -> HttpResponse:
    """What asks when a section is shown, or which records a panel is about; `closed` gives the button that opens it."""
    place = place_of(request, object, face)
    key, which = request.GET.get("key", ""), request.GET.get("which", "")
    if not KEY.fullmatch(key) or which not in (WHEN, WHERE):
        raise Http404
    screen = place.screen if which == WHEN else source_screen(request.GET.get(f"{key}-source", ""), place.screen)
    asked = asked_condition(which, None if "closed" in request.GET else screen, request.user, key=key)
    context = {"condition": asked, "place": place, "object": place.object or HOME}
    return render(request, "objects/layouts/settings/_condition.html", context)


@require_POST
@administration
def reset(request: Request, object: str, face: str) -> HttpResponse:
    place = place_of(request, object, face)
    if layout := place.layout:
        try:
            reset_layout(layout, by=request.user, version=_version(request, layout))
        except LayoutChanged as changed:
            messages.error(request, _told(changed))
        else:
            messages.success(request, _("It is as shipped again. The arrangement is kept among the versions."))
    return redirect(address_of(place))


@require_POST
@administration
def restore(request: Request, number: int) -> HttpResponse:
    version = get_object_or_404(LayoutVersion.objects.select_related("layout__role"), pk=number)
    layout = version.layout
    place = _place(layout.object or HOME, layout.face, layout.role)
    try:
        restore_version(version, by=request.user, version=_version(request, layout))
    except LayoutChanged as changed:
        messages.error(request, _told(changed))
    else:
        messages.success(request, _("Version %(number)d is in use again.") % {"number": version.number})
    return redirect(address_of(place))


def place_of(request: Request, object: str, face: str) -> Place:
    """What the address names. Raises Http404 for what is not there."""
    number = number_from(request.GET.get("role", ""))
    role = get_object_or_404(Role, pk=number) if number else None
    return _place(object, face, role)


def address_of(place: Place) -> str:
    address = reverse("layouts:build", args=[place.object or HOME, place.face])
    return f"{address}?{urlencode({'role': place.role.pk})}" if place.role else address


def _place(object: str, face: str, role: Role | None) -> Place:
    if object == HOME and face == Face.HOME:
        return Place(None, Face.HOME, role)
    try:
        screen = screen_of(object)
        chosen = Face(face)
    except (KeyError, ValueError):
        raise Http404 from None
    if chosen not in faces_of(screen):
        raise Http404
    return Place(screen, chosen, role)


def _version(request: Request, layout: Layout) -> int:
    given = number_from(request.POST.get("version", ""))
    return layout.version if given is None else given


def _saved(place: Place) -> str:
    if place.role is None:
        return _("Saved. Everybody sees it from now on.")
    return _("Saved for the role %(role)s.") % {"role": place.role}


def _told(changed: LayoutChanged) -> str:
    said = _("%(who)s has changed this meanwhile. Have a look first; nothing was written.")
    return said % {"who": changed.latest.by or "Caruso"}


def _theirs(request: Request, place: Place, latest: LayoutVersion, seen: int) -> Sequence[Difference]:
    """What became of the version that one saw."""
    before = latest.layout.versions.filter(number=seen).first()
    return differences(place, before.content if before else None, latest.content, request.user)


def _page(
    request: Request,
    place: Place,
    layout: Layout | None,
    draft: Draft,
    *,
    status: int = 200,
    changed: LayoutVersion | None = None,
    theirs: Sequence[Difference] = (),
) -> HttpResponse:
    versions = layout.versions.select_related("by")[:30] if layout else []
    context = {
        "place": place,
        "canvas": Canvas(draft, request.user),
        "version": layout.version if layout else 0,
        "is_arranged": bool(layout and layout.content is not None),
        "versions": versions,
        "roles": Role.objects.order_by("name"),
        "with_own": place.roles_with_own,
        "faces": faces_of(place.screen) if place.screen else [],
        "object": place.object or HOME,
        "changed": changed,
        "theirs": theirs,
        "records": _records(request, place),
        "chosen": _chosen(request, place),
    }
    return render(request, "objects/layouts/build.html", context, status=status)


def _chosen(request: Request, place: Place) -> dict[str, int | None]:
    """By what role, and with which record, the preview was looked at."""
    own = place.role.pk if place.role else None
    role = number_from(request.POST["as"]) if "as" in request.POST else own
    return {"role": role, "record": number_from(request.POST.get("record", ""))}


def _records(request: Request, place: Place) -> Any:
    """Those with which the arrangement can be looked at."""
    if place.screen is None or place.face not in (Face.RECORD, Face.FORM, Face.PEEK):
        return []
    return place.screen.model.objects.visible_to(request.user).order_by("-pk")[:12]
