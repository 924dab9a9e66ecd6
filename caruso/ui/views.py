"""The room's own addresses: assets, and how the interface looks to one user."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from caruso.ui import assets

CHOICES = {
    "theme": {"system", "light", "dark"},
    "density": {"comfortable", "compact"},
    "language": {code for code, _name in settings.LANGUAGES},
}


@login_not_required
@require_safe
def asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """A stylesheet, script or font; kept for ever by the browser when the version is the current one."""
    accepted = request.headers.get("Accept-Encoding", "")
    suffix = name[name.rfind(".") :]
    packed = suffix in {".css", ".js", ".svg"}
    encoding = next((known for known in ("br", "gzip") if packed and known in accepted), "")
    body = assets.content(name, encoding)
    if body is None:
        raise Http404
    current = version == assets.version()
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable" if current else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if encoding:
        headers["Content-Encoding"] = encoding
    return HttpResponse(body, content_type=assets.TYPES[suffix], headers=headers)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keep the user's theme, density or language; anything else is ignored."""
    user = request.user
    changed = [
        name for name, allowed in CHOICES.items() if request.POST.get(name) in allowed and hasattr(user, name)
    ]
    for name in changed:
        setattr(user, name, request.POST[name])
    if changed:
        user.save(update_fields=changed)
    if "next" not in request.POST:
        return HttpResponse(status=204)
    target = request.POST["next"]
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    response = redirect(target if safe else "/")
    if "language" in changed:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, request.POST["language"], samesite="Lax")
    return response
