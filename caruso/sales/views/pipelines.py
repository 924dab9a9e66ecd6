"""The pipelines of the firm, their stages and their order. For those who administer."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.sales import drawing
from caruso.sales.models import ApprovalPolicy, Pipeline, Stage
from caruso.ui.office.doors import administration


class PipelineForm(forms.ModelForm):
    class Meta:
        model = Pipeline
        fields = ("name",)
        labels = {"name": gettext_lazy("Name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = str(self.instance)
        self._was = self.instance.name

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        return self._was if self.instance.pk and name == self.initial["name"] else name


@administration
def all_pipelines(request: Request) -> HttpResponse:
    known = Pipeline.objects.filter(archived_at=None)
    policies = list(ApprovalPolicy.objects.filter(archived_at=None).select_related("asked_on", "before"))
    groups = [
        {
            "pipeline": one,
            "stages": list(one.stages.filter(archived_at=None)),
            "policies": [policy for policy in policies if policy.asked_on.pipeline_id == one.pk],
        }
        for one in known
    ]
    return render(request, "sales/office/pipelines.html", {"groups": groups})


@administration
def new_pipeline(request: Request) -> HttpResponse:
    return _pipeline_page(request, Pipeline())


@administration
def one_pipeline(request: Request, number: int) -> HttpResponse:
    return _pipeline_page(request, get_object_or_404(Pipeline, pk=number, archived_at=None))


@require_POST
@administration
def archive_pipeline(request: Request, number: int) -> HttpResponse:
    pipeline = get_object_or_404(Pipeline, pk=number, archived_at=None)
    try:
        drawing.archive_pipeline(pipeline, by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("sales:pipeline", number)
    messages.success(request, _("The pipeline is put away; its deals and their histories are kept."))
    return redirect("sales:pipelines")


@require_POST
@administration
def move_pipeline(request: Request, number: int) -> HttpResponse:
    """One place up or down."""
    pipeline = get_object_or_404(Pipeline, pk=number, archived_at=None)
    known = list(Pipeline.objects.filter(archived_at=None))
    drawing.move_pipeline(pipeline, neighbour(known, pipeline, request.POST.get("step", "")), by=request.user)
    return redirect("sales:pipelines")


@require_POST
@administration
def move_stage(request: Request) -> HttpResponse:
    """By dragging: `id` before `before`; by the arrows: `id` one `step` up or down."""
    stage = get_object_or_404(Stage, pk=number_from(request.POST.get("id", "")) or 0, archived_at=None)
    known = list(stage.pipeline.stages.filter(archived_at=None))
    if step := request.POST.get("step", ""):
        drawing.move_stage(stage, neighbour(known, stage, step), by=request.user)
        return redirect(f"{_list_address()}#stage-{stage.pk}")
    wanted = number_from(request.POST.get("before", ""))
    drawing.move_stage(stage, next((one for one in known if one.pk == wanted), None), by=request.user)
    return HttpResponse(status=200)


def _list_address() -> str:
    return redirect("sales:pipelines").headers["Location"]


def neighbour(rows: list[Any], moved: Any, step: str) -> Any:
    """Before which one it comes to stand, one place up or down."""
    at = next(index for index, one in enumerate(rows) if one.pk == moved.pk)
    place = (at - 1 if at else 1) if step == "up" else at + 2
    return rows[place] if place < len(rows) else None


def _pipeline_page(request: Request, pipeline: Pipeline) -> HttpResponse:
    form = PipelineForm(request.POST or None, instance=pipeline)
    if request.method == "POST" and form.is_valid():
        drawing.save_pipeline(pipeline, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("sales:pipelines")
    return render(request, "sales/office/pipeline.html", {"form": form, "pipeline": pipeline})
