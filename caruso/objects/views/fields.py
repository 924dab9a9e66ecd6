"""The fields of one object: in their order, added, changed, put away."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caruso.kernel.defining import change_field, is_offered, put_field_away
from caruso.kernel.field_choices import clean_choices
from caruso.kernel.labels import in_language
from caruso.kernel.models import CustomField, Event
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.objects.asked_condition import WHERE, asked_condition
from caruso.objects.forms.field import FieldForm
from caruso.objects.forms.rolling_up import fields_in, screen_of_collection
from caruso.objects.kinds import offer_of, offered
from caruso.objects.modelling import effects
from caruso.objects.modelling.converting import kinds_for
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.locking import changing_objects
from caruso.objects.modelling.objects import DefinitionChanged
from caruso.objects.modelling.ordering import move_field
from caruso.objects.modelling.settings import COLOURS
from caruso.objects.views.found import definition_of, described_at, field_at, fields_of
from caruso.objects.views.log import log_of
from caruso.objects.views.meanwhile import KEEP, SINCE, latest, meanwhile, with_theirs
from caruso.objects.views.steps import APPLY, EDIT, Refused, Stale, make, preview, step_of
from caruso.screens.description import screen_of
from caruso.ui.office.doors import administration


@administration
def one_object(request: Request, object: str) -> HttpResponse:
    described, definition = described_at(object), definition_of(object)
    rows = fields_of(object)
    own = {row.name for row in rows}
    context = {
        "described": described,
        "definition": definition,
        "screen": screen_of(object),
        "fields": [(row, offer_of(row.kind), row.options.get("target", "")) for row in rows],
        "others": [(one, offer_of(one.kind.name)) for name, one in described.fields.items() if name not in own],
        "collections": described.collections.values(),
        "log": log_of(object),
        "here": "fields",
        "away": CustomField.objects.filter(object=object).exclude(archived_at=None).count(),
    }
    return render(request, "objects/object.html", context)


@administration
def new_field(request: Request, object: str) -> HttpResponse:
    described, definition = described_at(object), definition_of(object)
    if not described.takes_fields:
        messages.error(request, _("Another program keeps these records, so a field cannot be added here."))
        return redirect("objects:object", object)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    context: dict[str, Any] = {"described": described, "definition": definition, "screen": screen_of(object)}
    if not is_offered(kind):
        return render(request, "objects/kinds.html", {**context, "groups": list(offered())})
    form = FieldForm(request.POST or None, kind, described, request.user)
    step = step_of(request)
    if step and step != EDIT and form.is_valid():
        values = form.values
        label = in_language(values["labels"])
        try:
            if step == APPLY:
                make(lambda: add_field(object, kind, by=request.user, **values))
                messages.success(request, _("The field is there."))
                return redirect("objects:object", object)
            return preview(
                request, lambda: add_field(object, kind, by=request.user, **values),
                _("New field: %(name)s") % {"name": label},
                effects.of_new_field(object, label, kind, values["required"]), back="", apply=_("Add the field"),
                icon=form.offer.icon,
            )  # fmt: skip
        except Refused as refused:
            form.tell(refused.problem)
    context |= {"form": form, "kind": kind, "colours": COLOURS.items()}
    return render(request, "objects/field.html", context, status=422 if form.errors and step != EDIT else 200)


@administration
def one_field(request: Request, number: int) -> HttpResponse:
    row = field_at(number)
    if row.archived_at is not None:
        return _tell_of_bin(request, row)
    described = described_at(row.object)
    form = FieldForm(request.POST or None, row.kind, described, request.user, row)
    step, seen, theirs = step_of(request), fingerprint(row), None
    if step and step != EDIT and form.is_valid():
        values = _with_theirs(request, row, form.values)
        try:
            if step == APPLY:
                make(lambda: _change(request, row, values))
                messages.success(request, _("Saved."))
                return redirect("objects:object", row.object)
            said = effects.of_changed_field(row, values["choices"], values["required"], values["options"])
            return preview(
                request, lambda: _change(request, row, values), _("Change %(name)s") % {"name": row.label}, said,
                back="", apply=_("Save"), icon=form.offer.icon,
            )  # fmt: skip
        except Stale:
            row.refresh_from_db()
            theirs = meanwhile(request, row, fingerprint(row))
        except Refused as refused:
            row.refresh_from_db()
            form.tell(refused.problem)
    context = {
        "meanwhile": theirs, "since": request.POST.get(SINCE, latest(row)), "form": form, "field": row, "described": described, "screen": screen_of(row.object), "kind": row.kind,
        "definition": definition_of(row.object), "seen": request.POST.get("seen", seen), "colours": COLOURS.items(),
        "kinds": kinds_for(row),
    }  # fmt: skip
    is_refused = theirs or (form.errors and step != EDIT)
    return render(request, "objects/field.html", context, status=422 if is_refused else 200)


def _tell_of_bin(request: Request, row: CustomField) -> HttpResponse:
    """Whoever had its page open hears where the field is by now: what is in the bin is not changed."""
    away = Event.objects.filter(object=row._meta.label_lower, record=row.pk, kind="archived").order_by("pk").last()
    who = away.actor if away else None
    said = _("%(who)s put “%(name)s” into the bin. Take it back from here to change it.")
    messages.warning(request, said % {"who": who or _("Somebody"), "name": row.label})
    return redirect("objects:bin")


@administration
@require_GET
def where_of_roll_up(request: Request, object: str) -> HttpResponse:
    """The condition of a roll-up, and the fields that what is worked out can be of, about the collection that was chosen."""
    described, collection = described_at(object), request.GET.get("collection", "")
    fields = fields_in(described, collection, request.GET.get("function", "count"))
    asked = asked_condition(WHERE, screen_of_collection(described, collection), request.user)
    context = {"asked": asked, "help": "", "fields": fields, "chosen": request.GET.get("field", "")}
    return render(request, "objects/roll_up_where.html", context)


@administration
def put_away(request: Request, number: int) -> HttpResponse:
    """GET says what it does, POST does it."""
    row = field_at(number)
    try:
        if request.method == "POST":
            make(lambda: put_field_away(row, by=request.user))
            messages.success(request, _("The field is put away; its values are kept."))
            return redirect("objects:object", row.object)
        return preview(
            request, lambda: put_field_away(row, by=request.user), _("Put %(name)s away") % {"name": row.label},
            effects.of_field_put_away(row), back=row.object, apply=_("Put away"), icon="archive",
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, " ".join(refused.problem.messages))
        return redirect("objects:object", row.object)


@require_POST
@administration
def move(request: Request, object: str) -> HttpResponse:
    """By dragging: `id` before `before`; by the arrows: `id` one `step` up or down."""
    rows = fields_of(object)
    moved = next((row for row in rows if row.pk == number_from(request.POST.get("id", ""))), None)
    if moved is None:
        return HttpResponse(status=404)
    at = rows.index(moved)
    if step := request.POST.get("step", ""):
        place = max(at - 1, 0) if step == "up" else at + 2
        others = rows[place] if place < len(rows) else None
        move_field(
            moved, others if others is not moved else rows[at + 1] if at + 1 < len(rows) else None, by=request.user
        )
        return redirect(f"{redirect('objects:object', object).headers['Location']}#field-{moved.pk}")
    wanted = number_from(request.POST.get("before", ""))
    move_field(moved, next((row for row in rows if row.pk == wanted), None), by=request.user)
    return HttpResponse(status=200)


def fingerprint(row: CustomField) -> str:
    """By which one knows whether a field is still as it was when its page was opened."""
    said = [row.labels, row.choices, row.required, row.help, row.options, str(row.archived_at)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _change(request: Request, row: CustomField, values: dict[str, Any]) -> None:
    with changing_objects(request.user):
        row.refresh_from_db()
        if request.POST.get(KEEP, request.POST.get("seen", "")) != fingerprint(row):
            raise DefinitionChanged
        change_field(row, by=request.user, **values)


def _with_theirs(request: Request, row: CustomField, values: dict[str, Any]) -> dict[str, Any]:
    """The arguments of the verb, with what only others have changed since."""
    choices = clean_choices(values["choices"], row.choices) if values["choices"] else []
    own = {name: value for name, value in values.items() if name != "options"}
    said = with_theirs(request, row, {**values["options"], **own, "choices": choices})
    options = {name: value for name, value in said.items() if name not in own and value is not None}
    return {**{name: said[name] for name in own}, "options": options}
