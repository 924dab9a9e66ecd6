"""The dialog in which a delivery leaves the house."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render

from caruso.kernel.request import Request
from caruso.sales.models import Delivery
from caruso.sales.sending.shipments import Telling, left_in_words
from caruso.sales.sending.views import leave
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.screens.forms.form import RecordForm
from caruso.ui.toasts import toast

ASKED = ("carrier", "tracking_number")


def ship(request: Request, number: int) -> HttpResponse:
    """GET asks with whom it goes and whether the customer is told, POST lets it leave."""
    screen, problem = screen_of(Delivery), ""
    delivery: Delivery = record_or_404(screen, number, request.user, "edit")
    if not delivery.is_planned and request.method != "POST":
        raise Http404
    data: Any = request.POST if request.method == "POST" else None
    form = RecordForm(screen, request.user, record=delivery, data=data, names=ASKED)
    if data is not None and form.is_valid():
        email = request.POST.get("email", "").strip() if "tell" in request.POST else ""
        try:
            delivery.ship(by=request.user, email=email, **form.values)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            toast(request, left_in_words(delivery, email))
            return leave(request, screen.record_url(number))
    context = {
        "delivery": delivery,
        "form": form,
        "problem": problem,
        "telling": Telling.of(request, delivery.order),
        "path": request.path,
    }
    return render(request, "sales/orders/ship.html", context, status=422 if data is not None else 200)
