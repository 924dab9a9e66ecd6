"""What was put away: taken back, or destroyed for good."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.defining import take_field_back
from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_object
from caruso.kernel.request import Request
from caruso.objects.kinds import offer_of
from caruso.objects.modelling import effects
from caruso.objects.modelling.counting import filled, records_of
from caruso.objects.modelling.fields import destroy_field
from caruso.objects.modelling.objects import destroy_object, take_object_back
from caruso.objects.models import ModelledObject
from caruso.objects.views.found import definition_at, field_at
from caruso.objects.views.steps import Refused, make
from caruso.ui.office.doors import administration


@administration
def in_bin(request: Request) -> HttpResponse:
    definitions = ModelledObject.objects.exclude(archived_at=None).order_by("-archived_at")
    gone = {definition.key for definition in definitions}
    rows = CustomField.objects.exclude(archived_at=None).order_by("-archived_at")
    context = {
        "objects": [(one, records_of(one)) for one in definitions],
        # Fields of an object in the bin come back with it.
        "fields": [(row, offer_of(row.kind), _owner(row), filled(row)) for row in rows if row.object not in gone],
    }
    return render(request, "objects/bin.html", context)


@require_POST
@administration
def take_field(request: Request, number: int) -> HttpResponse:
    row = field_at(number)
    try:
        make(lambda: take_field_back(row, by=request.user))
    except Refused as refused:
        messages.error(request, " ".join(refused.problem.messages))
        return redirect("objects:bin")
    messages.success(request, _("The field is back."))
    return redirect("objects:object", row.object)


@require_POST
@administration
def take_object(request: Request, object: str) -> HttpResponse:
    definition = definition_at(object)
    take_object_back(definition, by=request.user)
    messages.success(request, _("%(name)s: back, with all records.") % {"name": definition.label_plural})
    return redirect("objects:object", object)


@administration
def destroy_one_field(request: Request, number: int) -> HttpResponse:
    row = field_at(number)
    return _destroy(
        request, row.name, row.label, effects.of_field_destroyed(row), lambda: destroy_field(row, by=request.user)
    )


@administration
def destroy_one_object(request: Request, object: str) -> HttpResponse:
    one = definition_at(object)
    said = effects.of_object_destroyed(one)
    return _destroy(request, one.name, one.label_plural, said, lambda: destroy_object(one, by=request.user))


def _destroy(request: Request, name: str, label: str, said: list[Any], change: Any) -> HttpResponse:
    """GET asks for the name, POST destroys what it names."""
    problem = ""
    if request.method == "POST":
        if request.POST.get("name", "").strip() == name:
            try:
                make(change)
                messages.success(request, _("%(name)s: destroyed.") % {"name": label})
                return redirect("objects:bin")
            except Refused as refused:
                problem = " ".join(refused.problem.messages)
        else:
            problem = _("This is not the name. Nothing was destroyed.")
    context = {"name": name, "label": label, "effects": said, "problem": problem}
    return render(request, "objects/destroy.html", context, status=422 if problem else 200)


def _owner(row: CustomField) -> str:
    try:
        return business_object(row.object).label_plural
    except KeyError:
        return row.object
