"""Setting aside what is not to go to the back office."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render

from caruso.kernel.request import Request
from caruso.sales.models import Handover
from caruso.sales.sending.views import leave
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404, require_writable


def set_aside(request: Request, number: int) -> HttpResponse:
    """GET asks why, POST takes it out of the outbox."""
    screen = screen_of(Handover)
    handover: Handover = record_or_404(screen, number, request.user, "edit")
    require_writable(screen, request.user, ("state", "reason"))
    if not handover.can_be_set_aside and request.method != "POST":
        raise Http404
    reason, problem = request.POST.get("reason", "").replace("\x00", "").strip(), ""
    if request.method == "POST":
        try:
            handover.set_aside(by=request.user, reason=reason)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return leave(request, screen.record_url(number))
    context = {"handover": handover, "reason": reason, "problem": problem}
    return render(request, "sales/orders/set_aside.html", context, status=422 if problem else 200)
