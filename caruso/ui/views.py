"""How the interface looks to one person, and how many notifications wait."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request

CHOICES = {
    "theme": {"system", "light", "dark"},
    "density": {"comfortable", "compact"},
    "language": {code for code, _name in settings.LANGUAGES},
}


@require_POST
def look(request: Request) -> HttpResponse:
    """Keep the person's theme, density or language; a value that is not on offer is ignored."""
    chosen = {name: request.POST[name] for name, offered in CHOICES.items() if request.POST.get(name) in offered}
    for name, value in chosen.items():
        setattr(request.user, name, value)
    if chosen:
        request.user.save(update_fields=list(chosen))
    if "next" not in request.POST:
        return HttpResponse(status=204)
    target = request.POST["next"]
    return redirect(target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "/")
