"""One stage: what it means, what it asks for, what it suggests, and how it is put away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.sales import drawing
from caruso.sales.forms.stage import DocumentForms, StageForm, SuggestionForms
from caruso.sales.models import Opportunity, Pipeline, Stage, StageDocument, Suggestion
from caruso.screens.description import screen_of
from caruso.screens.filters.condition_input import ConditionInput
from caruso.ui.office.doors import administration


@administration
def new_stage(request: Request, number: int) -> HttpResponse:
    pipeline = get_object_or_404(Pipeline, pk=number, archived_at=None)
    return _page(request, Stage(pipeline=pipeline))


@administration
def one_stage(request: Request, number: int) -> HttpResponse:
    return _page(request, get_object_or_404(Stage.objects.select_related("pipeline"), pk=number, archived_at=None))


@administration
def archive_stage(request: Request, number: int) -> HttpResponse:
    """GET asks where its deals go, POST puts it away."""
    stage = get_object_or_404(Stage.objects.select_related("pipeline"), pk=number, archived_at=None)
    others = stage.pipeline.stages.filter(archived_at=None, outcome=stage.outcome).exclude(pk=number)
    problem = ""
    if request.method == "POST":
        to = others.filter(pk=number_from(request.POST.get("to", "")) or 0).first()
        try:
            drawing.archive_stage(stage, to, by=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("The stage is put away."))
            return redirect("sales:pipelines")
    deals = Opportunity.objects.live().filter(stage=stage.code)[:1001].count()
    context = {"stage": stage, "others": others, "deals": min(deals, 1000), "more": deals > 1000, "problem": problem}
    return render(request, "sales/office/archive_stage.html", context, status=422 if problem else 200)


def _page(request: Request, stage: Stage) -> HttpResponse:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    screen = screen_of(Opportunity)
    form = StageForm(data, instance=stage)
    suggestions = SuggestionForms(data, queryset=Suggestion.objects.filter(stage=stage.pk), prefix="suggestion")
    documents = DocumentForms(data, files, queryset=StageDocument.objects.filter(stage=stage.pk), prefix="document")
    condition = (
        ConditionInput.of(screen, request.user, stage.entry_condition)
        if data is None
        else ConditionInput.posted(screen, request.user, data)
    )
    valid = all([one.is_valid() for one in (form, suggestions, documents)]) and not condition.problem
    if data is not None and valid and _save(request, stage, form, suggestions, documents, condition):
        messages.success(request, _("Saved."))
        return redirect("sales:pipelines")
    context = {
        "form": form,
        "stage": stage,
        "suggestions": suggestions,
        "documents": documents,
        "condition": condition,
        "failed": data is not None,
    }
    return render(request, "sales/office/stage.html", context, status=422 if data is not None else 200)


def _save(request: Request, stage: Stage, form: Any, suggestions: Any, documents: Any, condition: Any) -> bool:
    stage.entry_condition = condition.text
    try:
        with transaction.atomic():
            drawing.save_stage(stage, by=request.user)
            kept = [one.kept(request.user) for one in _filled(documents, "title")]
            drawing.save_guidance(
                stage, [one.instance for one in _filled(suggestions, "subject")], kept, by=request.user
            )
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _filled(forms: Any, name: str) -> list[Any]:
    """The rows that somebody has filled and not marked for removal."""
    return [one for one in forms.forms if one.cleaned_data.get(name) and not one.cleaned_data.get("DELETE")]
