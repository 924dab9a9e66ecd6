"""Doing a verb of a record."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404, require_writable
from caruso.ui.toasts import toast


@require_POST
def do(request: Request, screen: Screen, number: int, verb: str) -> HttpResponse:
    """Only verbs that the description offers, for records for which it shows them, to who may write what they set."""
    record = record_or_404(screen, number, request.user, "edit")
    action = next((one for one in screen.actions if one.verb == verb and one.shown(record)), None)
    if action is None:
        raise Http404
    require_writable(screen, request.user, action.writes)
    try:
        getattr(record, verb)(by=request.user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
    return redirect(screen.record_url(number))
