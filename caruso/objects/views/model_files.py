"""The model as a file: taken along, brought in, and the ones that come with Caruso."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.request import Request
from caruso.objects.blueprints import blueprint
from caruso.objects.model_file.applying import apply
from caruso.objects.model_file.comparing import Change, compare, fingerprint
from caruso.objects.model_file.marked import LARGEST
from caruso.objects.model_file.model import Model, present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.objects.modelling.preview import rehearsed
from caruso.objects.views.steps import APPLY, Refused, make, step_of
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
        try:
            changes = make(lambda: apply(model, by=request.user, seen=request.POST.get("seen", "")))
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
    context |= {"groups": _by_object(model, changes), "statements": statements, "seen": fingerprint(changes)}
    return render(request, "objects/difference.html", context)


def _by_object(model: Model, changes: list[Change]) -> list[tuple[str, Any, list[Change]]]:
    """Key, the object where it is new, and the changes of each."""
    keys = dict.fromkeys(change.object for change in changes)
    found = []
    for key in keys:
        own = [change for change in changes if change.object == key]
        new = next((change.object_model for change in own if change.what == "new_object"), None)
        rest = [
            change for change in own if change.what != "new_object" and (change.differences or change.what != "object")
        ]
        found.append((key, new, rest))
    return found


def _decoded(upload: Any) -> str:
    if upload.size > LARGEST:
        raise ValidationError(_("This file is too large for a model."))
    try:
        return upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("This file is not text in UTF-8.")) from None
