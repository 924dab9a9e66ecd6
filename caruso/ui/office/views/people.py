"""People of the firm."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.models import User
from caruso.kernel.people.administering import add_person, change_person, set_active
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration
from caruso.ui.office.forms.person import PersonForm


@administration
def everybody(request: Request) -> HttpResponse:
    people = User.objects.select_related("team").prefetch_related("roles").order_by("-is_active", "name", "email")
    return render(request, "ui/office/people.html", {"people": people})


@administration
def new_person(request: Request) -> HttpResponse:
    form = PersonForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        person = add_person(form.values, form.cleaned_data["roles"], by=request.user)
        return redirect("office:invite", person.pk)
    return render(request, "ui/office/person.html", {"form": form})


@administration
def one_person(request: Request, number: int) -> HttpResponse:
    person = get_object_or_404(User, pk=number)
    form = PersonForm(request.POST or None, instance=person, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            change_person(person, form.values, form.cleaned_data["roles"], by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("office:people")
    return render(request, "ui/office/person.html", {"form": form, "person": User.objects.get(pk=number)})


@require_POST
@administration
def activate(request: Request, number: int) -> HttpResponse:
    """Let a person in again, or out."""
    person = get_object_or_404(User, pk=number)
    try:
        set_active(person, request.POST.get("active") == "yes", by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("office:person", number)
