"""What a form asks for, as it stands: some fields hang on what is in others."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404, require
from caruso.screens.forms.form import RecordForm


@require_POST
def asked(request: Request, screen: Screen) -> HttpResponse:
    """The fields of the form that are out of sight, and those that must be filled. Nothing is written."""
    number = number_from(request.POST.get("record", ""))
    if number is None:
        require(screen, request.user, "create")
        record = None
    else:
        record = record_or_404(screen, number, request.user, "edit")
    form = RecordForm(screen, request.user, record=record, data=request.POST)
    names = [*form.inputs]
    return JsonResponse(
        {
            "hidden": [name for name in names if name in form.out_of_sight],
            "required": [name for name in names if form.inputs[name].required],
        }
    )
