"""The model as a file: taken along, brought in, and the ones that come with Caruso."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.labels import in_language
from caruso.kernel.models import CustomField
from caruso.kernel.request import Request
from caruso.objects.blueprints import blueprint
from caruso.objects.model_file.applying import apply, with_plans
from caruso.objects.model_file.change import CHANGED_MAPPED, CHANGED_OBJECT, NEW_MAPPED, NEW_OBJECT, Change
from caruso.objects.model_file.comparing import compare, fingerprint, removable
from caruso.objects.model_file.marked import LARGEST
from caruso.objects.model_file.model import Model
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.objects.modelling.preview import rehearsed
from caruso.objects.views.converting import as_seen
from caruso.objects.views.steps import APPLY, Refused, make, step_of
from caruso.objects.views.told_change import ToldChange
from caruso.objects.wording import Wording
from caruso.ui.office.doors import administration


@administration
def take_along(request: Request) -> HttpResponse:
    """The whole model as a file."""
    answer = HttpResponse(written(present()), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="caruso-model-{timezone.localdate():%Y-%m-%d}.yaml"'
    return answer


@administration
def bring_in(request: Request) -> HttpResponse:
    """A file, then what it changes, then the change."""
    text, problems = request.POST.get("text", ""), []
    try:
        if upload := request.FILES.get("file"):
            text = _decoded(upload)
        if request.method == "POST":
            return _step(request, read(text), {"text": text})
    except ValidationError as problem:
        problems = problem.messages
    context = {"text": text, "problems": problems}
    return render(request, "objects/bring_in.html", context, status=422 if problems else 200)


@administration
def use_blueprint(request: Request, name: str) -> HttpResponse:
    """GET shows what the template brings, POST applies it; one that is here already is not applied again."""
    try:
        found = blueprint(name)
    except KeyError:
        raise Http404 from None
    if taken := found.taken:
        said = _("“%(template)s” is here already, at least in part: %(names)s.")
        messages.error(request, said % {"template": found.label, "names": ", ".join(taken)})
        return redirect("objects:all")
    try:
        return _step(request, found.model, {"blueprint": found})
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("objects:all")


def _step(request: Request, model: Model, context: dict[str, Any]) -> HttpResponse:
    """The difference, or its application. Raises ValidationError where it cannot be applied."""
    if step_of(request) == APPLY:
        seen, removing = request.POST.get("seen", ""), request.POST.getlist("removing")
        try:
            make(lambda: apply(model, by=request.user, seen=seen, removing=removing))
        except Refused as refused:
            raise refused.problem from None
        messages.success(request, _("The model is applied."))
        return redirect("objects:all")
    changes = compare(model)
    statements: list[str] = []
    if changes:
        with rehearsed() as statements:
            try:
                make(lambda: apply(model, by=request.user))
            except Refused as refused:
                raise refused.problem from None
    told = with_plans(changes, by=request.user)
    # A template only adds: what the firm has beside it is none of its business.
    beside = [] if "blueprint" in context else removable(model)
    context |= {
        "groups": _by_object(request, told, model), "statements": statements, "seen": fingerprint(changes),
        "removable": _by_object(request, beside, model),
    }  # fmt: skip
    return render(request, "objects/difference.html", context)


@dataclass(frozen=True)
class _Group:
    """The changes of one object; `new` is the object where it is made with them."""

    key: str
    new: Any
    changes: list[ToldChange]


def _by_object(request: Request, changes: list[Change], model: Model) -> list[_Group]:
    """Beside each change of a kind stands what it loses, as this person may see it."""
    found = []
    for key in dict.fromkeys(change.object for change in changes):
        own = [change for change in changes if change.object == key]
        new = next((one.object_model or one.mapped_model for one in own if one.what in (NEW_OBJECT, NEW_MAPPED)), None)
        # A new one that is completed at the end is told once.
        repeated = (NEW_OBJECT, NEW_MAPPED, *((CHANGED_OBJECT, CHANGED_MAPPED) if new else ()))
        wording = Wording(key, {name: in_language(one.labels) for name, one in model.fields_of(key).items()})
        told = [
            ToldChange(change, wording, _lost(request, change), request.user)
            for change in own
            if change.what not in repeated
        ]
        found.append(_Group(key, new, told))
    return found


def _lost(request: Request, change: Change) -> dict[str, Any]:
    if change.plan is None:
        return {}
    return as_seen(request, CustomField.objects.get(object=change.object, name=change.name), change.plan)


def _decoded(upload: Any) -> str:
    if upload.size > LARGEST:
        raise ValidationError(_("This file is too large for a model."))
    try:
        return upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("This file is not text in UTF-8.")) from None
