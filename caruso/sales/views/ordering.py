"""From a deal that was won to its order, in one click; and taking an order back."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.sales.from_opportunity import order_from
from caruso.sales.models import Opportunity, Order
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast

LONGEST_REASON = 1000


@require_POST
def order_opportunity(request: Request, number: int) -> HttpResponse:
    deal = record_or_404(screen_of(Opportunity), number, request.user)
    request.user.access.require("sales.order", "create")
    try:
        order = order_from(deal, by=request.user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
        return redirect(screen_of(deal).record_url(deal.pk))
    return redirect(screen_of(Order).record_url(order.pk))


def cancel_order(request: Request, number: int) -> HttpResponse:
    """GET asks why, POST takes the order back; the back office is told where it has it."""
    order: Order = record_or_404(screen_of(Order), number, request.user, "edit")
    if not order.can_be_cancelled and request.method != "POST":
        raise Http404
    reason, problem = request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST_REASON], ""
    if request.method == "POST":
        try:
            order.cancel(by=request.user, reason=reason)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            to = screen_of(Order).record_url(number)
            return HttpResponse(headers={"HX-Redirect": to}) if request.htmx else redirect(to)
    context = {"order": order, "reason": reason, "problem": problem}
    return render(request, "sales/orders/cancel.html", context, status=422 if problem else 200)
