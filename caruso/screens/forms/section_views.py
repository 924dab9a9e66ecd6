"""Which sections of a form there are, while it is filled in."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404, require
from caruso.screens.forms.form import RecordForm


@require_POST
def absent_sections(request: Request, screen: Screen, number: int | None = None) -> HttpResponse:
    """The numbers of the sections that what stands in the form leaves out. Nothing is written."""
    user = request.user
    if number is None:
        require(screen, user, "create")
    record = None if number is None else record_or_404(screen, number, user, "edit")
    form = RecordForm(screen, user, record=record, data=request.POST)
    return JsonResponse({"absent": sorted(form.absent)})
