"""Approval policies, made by clicking. For those who administer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.sales import drawing
from caruso.sales.forms.policy import PolicyForm
from caruso.sales.models import ApprovalPolicy, Opportunity, Pipeline
from caruso.screens.description import screen_of
from caruso.screens.filters.condition_input import ConditionInput
from caruso.ui.office.doors import administration


@administration
def new_policy(request: Request, number: int) -> HttpResponse:
    return _page(request, ApprovalPolicy(), get_object_or_404(Pipeline, pk=number, archived_at=None))


@administration
def one_policy(request: Request, number: int) -> HttpResponse:
    policy = get_object_or_404(ApprovalPolicy.objects.select_related("asked_on__pipeline"), pk=number, archived_at=None)
    return _page(request, policy, policy.asked_on.pipeline)


@require_POST
@administration
def archive_policy(request: Request, number: int) -> HttpResponse:
    drawing.archive_policy(get_object_or_404(ApprovalPolicy, pk=number, archived_at=None), by=request.user)
    messages.success(request, _("The policy asks no more."))
    return redirect("sales:pipelines")


def _page(request: Request, policy: ApprovalPolicy, pipeline: Pipeline) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    screen = screen_of(Opportunity)
    form = PolicyForm(data, instance=policy, pipeline=pipeline)
    condition = (
        ConditionInput.of(screen, request.user, policy.condition)
        if data is None
        else ConditionInput.posted(screen, request.user, data)
    )
    if data is not None and form.is_valid() and not condition.problem:
        policy.condition = condition.text
        try:
            drawing.save_policy(policy, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("sales:pipelines")
    context = {"form": form, "policy": policy, "pipeline": pipeline, "condition": condition}
    return render(request, "sales/office/policy.html", context, status=422 if data is not None else 200)
