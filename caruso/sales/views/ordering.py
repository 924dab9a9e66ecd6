"""From a deal that was won to its order, in one click."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.sales.from_opportunity import order_from
from caruso.sales.models import Opportunity, Order
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast


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
