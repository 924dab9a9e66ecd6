"""The pages of reminder steps and carriers, beside the settings of billing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.sales import billing_rules
from caruso.sales.forms.carrier import CarrierForm
from caruso.sales.forms.reminder_step import ReminderStepForm
from caruso.sales.models import Carrier, ReminderStep
from caruso.sales.models.billing import billing
from caruso.sales.rules.reminder_words import PLACEHOLDERS, words_of
from caruso.sales.views.pipelines import neighbour
from caruso.ui.office.doors import administration
from caruso.ui.toasts import toast


@administration
def reminder_steps(request: Request) -> HttpResponse:
    """Every step with what it says in the reader's language."""
    steps = [(step, words_of(step)[0]) for step in ReminderStep.objects.all()]
    context = {"steps": steps, "sent_at_once": billing().send_reminders}
    return render(request, "sales/orders/reminder_steps.html", context)


@administration
def edit_step(request: Request, number: int | None = None) -> HttpResponse:
    """A step, or with no number a new one."""
    step = get_object_or_404(ReminderStep, pk=number) if number else ReminderStep()
    form = ReminderStepForm(request.POST if request.method == "POST" else None, instance=step)
    if request.method == "POST" and form.is_valid():
        billing_rules.save_step(form.save(commit=False), by=request.user)
        toast(request, _("Saved."))
        return redirect("sales:reminder_steps")
    places = [(f"{{{name}}}", label) for name, label in PLACEHOLDERS.items()]
    context = {"form": form, "step": step, "placeholders": places}
    return render(request, "sales/orders/reminder_step.html", context, status=422 if form.errors else 200)


@require_POST
@administration
def remove_step(request: Request, number: int) -> HttpResponse:
    billing_rules.remove_step(get_object_or_404(ReminderStep, pk=number), by=request.user)
    toast(request, _("The step is gone."))
    return redirect("sales:reminder_steps")


@administration
def carriers(request: Request) -> HttpResponse:
    return render(request, "sales/orders/carriers.html", {"carriers": Carrier.objects.all()})


@administration
def edit_carrier(request: Request, number: int | None = None) -> HttpResponse:
    """A carrier, or with no number a new one."""
    carrier = get_object_or_404(Carrier, pk=number) if number else Carrier()
    data: Any = request.POST if request.method == "POST" else None
    form = CarrierForm(data, instance=carrier)
    if data is not None and form.is_valid():
        billing_rules.save_carrier(form.save(commit=False), by=request.user)
        toast(request, _("Saved."))
        return redirect("sales:carriers")
    context = {"form": form, "carrier": carrier}
    return render(request, "sales/orders/carrier.html", context, status=422 if form.errors else 200)


@require_POST
@administration
def move_carrier(request: Request) -> HttpResponse:
    """By dragging: `id` before `before`; by the arrows: `id` one `step` up or down."""
    known = {str(one.pk): one for one in Carrier.objects.all()}
    carrier = known.get(request.POST.get("id", ""))
    if carrier is None:
        raise Http404
    if step := request.POST.get("step", ""):
        billing_rules.move_carrier(carrier, neighbour(list(known.values()), carrier, step), by=request.user)
        return redirect("sales:carriers")
    billing_rules.move_carrier(carrier, known.get(request.POST.get("before", "")), by=request.user)
    return HttpResponse(status=204)


@require_POST
@administration
def remove_carrier(request: Request, number: int) -> HttpResponse:
    try:
        billing_rules.remove_carrier(get_object_or_404(Carrier, pk=number), by=request.user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
    else:
        toast(request, _("The carrier is gone."))
    return redirect("sales:carriers")
