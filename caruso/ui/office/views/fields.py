"""Custom fields of each object."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.defining import OFFERED_KINDS, add_field, change_field, put_field_away, take_field_back
from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_object, business_objects
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration
from caruso.ui.office.forms.custom_field import CustomFieldForm


@administration
def all_fields(request: Request) -> HttpResponse:
    by_object: dict[str, list[CustomField]] = {}
    for field in CustomField.objects.all():
        by_object.setdefault(field.object, []).append(field)
    described = sorted(business_objects(), key=lambda one: one.label_plural)
    groups = [(one, by_object.get(one.key, [])) for one in described]
    return render(request, "ui/office/fields.html", {"groups": groups, "kinds": OFFERED_KINDS})


@administration
def new_field(request: Request, object: str) -> HttpResponse:
    try:
        described = business_object(object)
    except KeyError:
        raise Http404 from None
    form = CustomFieldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_field(object, form.cleaned_data["kind"], by=request.user, **form.values)
        except ValidationError as problem:
            form.tell(problem)
        else:
            messages.success(request, _("The field is there."))
            return redirect("office:fields")
    return render(request, "ui/office/field.html", {"form": form, "described": described})


@administration
def one_field(request: Request, number: int) -> HttpResponse:
    field = get_object_or_404(CustomField, pk=number)
    form = CustomFieldForm(request.POST or None, field=field)
    if request.method == "POST" and form.is_valid():
        try:
            change_field(field, by=request.user, **form.values)
        except ValidationError as problem:
            form.tell(problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("office:fields")
    context = {"form": form, "field": field, "kind": OFFERED_KINDS.get(field.kind, field.kind)}
    return render(request, "ui/office/field.html", context)


@require_POST
@administration
def put_away(request: Request, number: int) -> HttpResponse:
    put_field_away(get_object_or_404(CustomField, pk=number), by=request.user)
    messages.success(request, _("The field is put away; its values are kept."))
    return redirect("office:fields")


@require_POST
@administration
def take_back(request: Request, number: int) -> HttpResponse:
    take_field_back(get_object_or_404(CustomField, pk=number), by=request.user)
    messages.success(request, _("The field is back."))
    return redirect("office:fields")
