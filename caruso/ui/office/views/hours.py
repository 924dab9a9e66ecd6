"""When the firm is open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caruso.kernel.business_hours import business_hours, public_holidays
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration
from caruso.ui.office.forms.hours import HoursForm


@administration
def open_hours(request: Request) -> HttpResponse:
    organisation = current_organisation()
    form = HoursForm(request.POST or None, week=organisation.business_hours, days_off=organisation.extra_holidays)
    if request.method == "POST" and form.is_valid():
        values = {"business_hours": form.week, "extra_holidays": form.cleaned_data["days_off"]}
        organisation.change(values, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("office:hours")
    year = timezone.localdate().year
    context = {
        "form": form,
        "organisation": organisation,
        "is_open": business_hours().is_open(timezone.now()),
        "holidays": [(one, public_holidays(organisation.country, one, get_language())) for one in (year, year + 1)],
    }
    return render(request, "ui/office/hours.html", context)
