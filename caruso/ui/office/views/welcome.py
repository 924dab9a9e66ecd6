"""The first run: the company and its administrator. Gone once there is anybody."""

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from caruso.kernel.middleware import beginning, public
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.people.beginning import AlreadyBegun, begin, nobody_here
from caruso.ui.office.forms.beginning import FirstRunForm


@public
@beginning
def first_run(request: HttpRequest) -> HttpResponse:
    if not nobody_here():
        raise Http404
    firm = current_organisation()
    language = getattr(request, "LANGUAGE_CODE", firm.language)
    initial = {
        "company": firm.name,
        "country": firm.country,
        "currency": firm.currency,
        "time_zone": firm.time_zone,
        "language": language if language in dict(settings.LANGUAGES) else firm.language,
    }
    form = FirstRunForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            person = begin(form.firm, **form.person)
        except AlreadyBegun:
            raise Http404 from None
        except ValidationError as problem:
            form.add_error("password", problem)
        else:
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("/")
    return render(request, "ui/office/welcome.html", {"form": form})
