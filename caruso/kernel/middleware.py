"""What is done around every request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.views.defaults import page_not_found

from caruso.kernel.conflict import Conflict
from caruso.kernel.events.recording import forget_writing
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.models.role import Role
from caruso.kernel.objects import know_objects
from caruso.kernel.people.beginning import nobody_here
from caruso.kernel.people.time_zone import zone_of
from caruso.kernel.schema_change import begin_again, may_begin_again

#: A view with this attribute is open to people who have not signed in.
PUBLIC = "is_public"
#: The view with this attribute makes the first person; until then every address leads there.
BEGINS = "begins_the_office"

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def content_security_policy() -> str:
    """With the sites whose pages the administrator of the machine allows in panels."""
    frames = " ".join(f"https://{host}" for host in settings.WEB_PANEL_HOSTS)
    return f"{CONTENT_SECURITY_POLICY}; frame-src 'self' {frames}".rstrip()


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as open to everybody."""
    setattr(view, PUBLIC, True)
    return view


def beginning(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark the view that makes the first person."""
    setattr(view, BEGINS, True)
    return view


class PolicyMiddleware:
    """What a page may load and do. Stands outside all others, so that what they refuse carries it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", content_security_policy())
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=()")
        return response


class PersonMiddleware:
    """Sign-in required unless a view says otherwise; then the person's language, time zone and role seen as."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forget_organisation()
        forget_writing()
        organisation = current_organisation()
        know_objects()
        user = request.user
        language = getattr(user, "language", "") or self._browser_language(request) or organisation.language
        if user.is_authenticated and (role := request.session.get("seen_as")) and user.is_superuser:
            user.seen_as = Role.objects.filter(pk=role).first()
        with (
            translation.override(language),
            timezone.override(zone_of(user)),
        ):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if not request.user.is_authenticated and not getattr(view, BEGINS, False) and nobody_here():
            return redirect("office:welcome")
        if request.user.is_authenticated or getattr(view, PUBLIC, False) or _is_sign_in(view):
            return None
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=401)
            response["HX-Redirect"] = reverse("account_login")
            return response
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What was destroyed while somebody worked on it is not found, whichever address they used.

        What met objects that had just been changed is begun again, see `schema_change`.
        """
        if may_begin_again(request, exception):
            return begin_again(request, exception)
        if isinstance(exception, Conflict) and exception.gone:
            return page_not_found(request, exception)
        return None

    @staticmethod
    def _browser_language(request: HttpRequest) -> str:
        return translation.get_language_from_request(request) if "Accept-Language" in request.headers else ""


def _is_sign_in(view: Callable[..., HttpResponse]) -> bool:
    """The views of the sign-in library guard themselves."""
    return getattr(view, "__module__", "").startswith("allauth.")
