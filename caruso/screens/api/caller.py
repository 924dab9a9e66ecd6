"""Who asks: a program with a token, or a person with a session."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from caruso.kernel.models import ApiToken, User
from caruso.screens.api.problem import Problem

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Caruso"'}
_INVALID = {"WWW-Authenticate": 'Bearer realm="Caruso", error="invalid_token"'}


@dataclass(frozen=True)
class Caller:
    """`person` has the access that counts; `name` tells callers apart, so each token has a limit of its own."""

    person: User
    name: str


def caller_of(request: HttpRequest) -> Caller:
    """Raises Problem for a request with neither a valid token nor a session; a session needs the CSRF token."""
    given = request.headers.get("Authorization", "")
    if given:
        return _by_token(given)
    if isinstance(request.user, User) and request.user.is_active:
        if refused := _Csrf(_never).process_view(request, _never, (), {}):
            raise Problem("forbidden", refused)
        return Caller(request.user, f"person:{request.user.pk}")
    raise Problem("unauthenticated", headers=_CHALLENGE)


def _by_token(given: str) -> Caller:
    scheme, _space, secret = given.partition(" ")
    token = ApiToken.objects.authenticate(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        raise Problem("unauthenticated", headers=_INVALID)
    return Caller(token.person, f"token:{token.pk}")


class _Csrf(CsrfViewMiddleware):
    """Django's check, telling the reason instead of showing a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def _never(request: HttpRequest) -> HttpResponse:
    """The view that the check is told about; it is not called."""
    raise NotImplementedError
