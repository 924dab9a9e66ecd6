"""Every change in two steps: first what it does, then the change. What was typed travels along between them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caruso.kernel.request import Request
from caruso.objects.modelling.objects import DefinitionChanged
from caruso.objects.modelling.preview import Effect, rehearsed

PREVIEW, APPLY, EDIT = "preview", "apply", "edit"


class Refused(Exception):
    """Why a change could not be made, for people."""

    def __init__(self, problem: ValidationError) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Stale(Refused):
    """Somebody else has changed it since the page was opened."""


def step_of(request: Request) -> str:
    """edit shows the form again with what was typed; a form that says nothing asks for the preview first."""
    if request.method != "POST":
        return ""
    step = request.POST.get("step", PREVIEW)
    return step if step in (PREVIEW, APPLY, EDIT) else PREVIEW


def make(change: Callable[[], Any]) -> Any:
    """What the change gives. Raises Refused where it is not made, and then nothing of it is."""
    try:
        return change()
    except ValidationError as problem:
        raise Refused(problem) from None
    except DefinitionChanged:
        told = _("Somebody else has changed this meanwhile. Nothing was written; load the page anew to see how it is.")
        raise Stale(ValidationError(told)) from None
    except OperationalError:
        told = _("The table was busy for too long. Nothing was changed; please try again in a moment.")
        raise Refused(ValidationError(told)) from None


def preview(
    request: Request,
    change: Callable[[], Any],
    title: str,
    effects: Sequence[Effect],
    *,
    back: str,
    apply: str,
    icon: str = "eye",
    loses: bool = False,
    lost: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page that says what the change does, with examples of what would be `lost`. Raises Refused where it would not be made."""
    with rehearsed() as statements:
        make(change)
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "step")
        for value in values
    ]
    context = {
        "title": title, "effects": effects, "statements": statements, "carried": carried, "back": back, "apply": apply,
        "icon": icon, "loses": loses, "lost": lost,
    }  # fmt: skip
    return render(request, "objects/preview.html", context)
