"""Exchange rates."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import ExchangeRate
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration
from caruso.ui.office.forms.rate import RateForm

MOST_SHOWN = 200


@administration
def rates(request: Request) -> HttpResponse:
    form = RateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rate = form.rate_to_save()
        with transaction.atomic():
            rate.save()
            record_administration(rate, "set", by=request.user)
        messages.success(request, _("Saved."))
        return redirect("office:currencies")
    base = current_organisation().currency
    known = ExchangeRate.objects.filter(base=base).order_by("currency", "-day")[:MOST_SHOWN]
    return render(request, "ui/office/currencies.html", {"form": form, "rates": known, "base": base})


@require_POST
@administration
def remove_rate(request: Request, number: int) -> HttpResponse:
    rate = get_object_or_404(ExchangeRate, pk=number)
    with transaction.atomic():
        record_administration(rate, "removed", by=request.user)
        rate.delete()
    return redirect("office:currencies")
