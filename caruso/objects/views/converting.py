"""A field becomes one of another kind, and takes its place back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.defining import OFFERED_KINDS, WITH_CHOICES
from caruso.kernel.field_options import ASIDE
from caruso.kernel.models import CustomField
from caruso.kernel.request import Request
from caruso.objects.forms.choice_editor import ChoiceEditor
from caruso.objects.kinds import offer_of, offered
from caruso.objects.modelling import effects
from caruso.objects.modelling.converting import Conversion, convert, kinds_for, plan_conversion, put_back
from caruso.objects.modelling.listing import proposed
from caruso.objects.modelling.locking import changing_objects
from caruso.objects.modelling.objects import DefinitionChanged
from caruso.objects.modelling.settings import COLOURS
from caruso.objects.views.fields import fingerprint
from caruso.objects.views.found import described_at, field_at
from caruso.objects.views.steps import APPLY, EDIT, PREVIEW, Refused, make, preview, step_of
from caruso.screens.description import screen_of
from caruso.ui.office.doors import administration

#: Says that the choices were asked for.
LISTED = "listed"


@administration
def change_kind(request: Request, number: int) -> HttpResponse:
    """First the kind, then the choices where it has some, then what becomes of the values, then the change."""
    row = field_at(number)
    described = described_at(row.object)
    kind, step, problem = request.POST.get("kind", ""), step_of(request), ""
    seen = request.POST.get("seen", fingerprint(row))
    editor = _editor(request, row, kind)
    asks_choices = editor is not None and (step == EDIT or LISTED not in request.POST)
    if step == APPLY or (step == PREVIEW and not asks_choices):
        try:
            if step == APPLY:
                make(lambda: _convert(request, row, kind))
                messages.success(request, _("The kind is changed."))
                return redirect("objects:object", row.object)
            return _preview_of_kind(request, row, kind)
        except Refused as refused:
            row.refresh_from_db()
            problem = " ".join(refused.problem.messages)
            asks_choices = editor is not None
    context = {"field": row, "described": described, "seen": seen, "problem": problem}
    if asks_choices:
        context |= {"choices": editor, "kind": kind, "offer": offer_of(kind), "colours": COLOURS.items()}
        return render(request, "objects/field_kind_choices.html", context, status=422 if problem else 200)
    kinds = kinds_for(row)
    if not kinds and not problem:
        raise Http404
    context |= {"offer": offer_of(row.kind), "groups": list(offered(kinds))}
    return render(request, "objects/field_kind.html", context, status=422 if problem else 200)


@administration
def take_place_back(request: Request, number: int) -> HttpResponse:
    """GET says what it does, POST does it."""
    row = field_at(number)
    described_at(row.object)
    try:
        if request.method == "POST":
            make(lambda: put_back(row, by=request.user))
            messages.success(request, _("The field is back in its place."))
            return redirect("objects:object", row.object)
        there = CustomField.objects.filter(object=row.object, name=row.options.get(ASIDE, "")).first()
        return preview(
            request, lambda: put_back(row, by=request.user),
            _("Put %(name)s back in its place") % {"name": row.label}, effects.of_field_put_back(row, there),
            back=row.object, apply=_("Put back"), icon="undo-2",
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, " ".join(refused.problem.messages))
        return redirect("objects:bin")


def _preview_of_kind(request: Request, row: CustomField, kind: str) -> HttpResponse:
    plan = make(lambda: _plan(request, row, kind))
    return preview(
        request, lambda: _convert(request, row, kind),
        _("%(name)s becomes: %(kind)s") % {"name": row.label, "kind": OFFERED_KINDS[kind]},
        effects.of_changed_kind(row, kind, plan, _choices(request)), back="", apply=_("Change the kind"), icon="arrow-right-left",
        lost=as_seen(request, row, plan),
    )  # fmt: skip


def _plan(request: Request, row: CustomField, kind: str) -> Conversion:
    _refuse_stale(request, row)
    return plan_conversion(row, kind, by=request.user, choices=_choices(request))


def _convert(request: Request, row: CustomField, kind: str) -> None:
    with changing_objects(request.user):
        row.refresh_from_db()
        _refuse_stale(request, row)
        convert(row, kind, by=request.user, choices=_choices(request))


def _editor(request: Request, row: CustomField, kind: str) -> ChoiceEditor | None:
    """Asks for the choices of a field that had none: those sent, or else proposed by its values."""
    if kind not in WITH_CHOICES or row.kind in WITH_CHOICES or kind not in kinds_for(row):
        return None
    if LISTED in request.POST:
        return ChoiceEditor(request.POST, [], proposed=True)
    return ChoiceEditor(None, proposed(row).choices, proposed=True)


def _choices(request: Request) -> list[dict[str, Any]]:
    return ChoiceEditor(request.POST, []).said if LISTED in request.POST else []


def _refuse_stale(request: Request, row: CustomField) -> None:
    if request.POST.get("seen", "") != fingerprint(row):
        raise DefinitionChanged


def as_seen(request: Request, row: CustomField, plan: Conversion) -> dict[str, Any]:
    """The examples with their addresses; who administers does not therefore see every record and field."""
    screen, user = screen_of(row.object), request.user
    records: Any = screen.model.objects
    numbers = [number for number, _name, _value in plan.examples]
    seen: set[int] = set()
    if user.access.field(row.object, row.name) != "hidden":
        for binned in (False, True):
            seen |= set(records.visible_to(user, binned=binned).filter(pk__in=numbers).values_list("pk", flat=True))
    examples = [(screen.record_url(number), name, value) for number, name, value in plan.examples if number in seen]
    return {"examples": examples, "lost": plan.lost, "more": plan.lost - len(examples)}
