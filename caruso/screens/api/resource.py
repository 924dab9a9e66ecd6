"""What is done around every request to the API, whatever it asks for."""

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from caruso.kernel.conflict import Conflict
from caruso.kernel.events.recording import through
from caruso.kernel.fields import Field
from caruso.kernel.middleware import public
from caruso.kernel.models import User
from caruso.kernel.people.time_zone import zone_of
from caruso.kernel.schema_change import may_begin_again
from caruso.screens.api.caller import caller_of
from caruso.screens.api.problem import Problem, faults_of
from caruso.screens.api.rate import count_request
from caruso.screens.api.shapes import LARGEST_NUMBER, shape_of
from caruso.screens.away import SourceAway

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Call:
    """One request of a known caller."""

    request: HttpRequest
    person: User
    caller: str


Handler = Callable[..., HttpResponse]


def resource(**handlers: Handler) -> Handler:
    """The view of one address, with a handler for each method in lower case: `resource(get=…, post=…)`.

    A handler takes the Call and the parts of the address. Whatever it raises becomes a problem, never a page.
    """
    methods = {name.upper(): handler for name, handler in handlers.items()}
    if "GET" in methods:
        methods["HEAD"] = methods["GET"]
    allowed = ", ".join([*methods, "OPTIONS"])

    @public
    @csrf_exempt
    def view(request: HttpRequest, **address: Any) -> HttpResponse:
        headers: dict[str, str] = {}
        try:
            if request.method == "OPTIONS":
                response = HttpResponse(status=204, headers={"Allow": allowed})
            else:
                response = _answer(request, methods, allowed, headers, address)
        except Problem as problem:
            response = problem.response()
        except Exception as fault:
            if may_begin_again(request, fault):
                raise  # the middleware begins again
            logger.exception("The API failed on %s %s", request.method, request.path)
            got_request_exception.send(sender=None, request=request)
            response = Problem("failure").response()
        for name, value in {**headers, "Cache-Control": "no-store", "Vary": "Authorization, Cookie"}.items():
            response.headers.setdefault(name, value)
        return response

    return view


def _answer(
    request: HttpRequest, methods: dict[str, Handler], allowed: str, headers: dict[str, str], address: dict[str, Any]
) -> HttpResponse:
    caller = caller_of(request)
    headers.update(count_request(caller.name))
    handler = methods.get(request.method or "")
    if handler is None:
        raise Problem("method", headers={"Allow": allowed})
    if address.get("number", 0) > LARGEST_NUMBER:
        raise Problem("not-found")
    request.user = caller.person
    with _as_the_person_likes(request, caller.person), through("api"), problems_told():
        response = handler(Call(request, caller.person, caller.name), **address)
        response.headers["Content-Language"] = translation.get_language() or "en"
        return response


@contextlib.contextmanager
def problems_told() -> Iterator[None]:
    """Turns what the house raises into problems for a program."""
    try:
        yield
    except Http404:
        raise Problem("not-found") from None
    except PermissionDenied as refused:
        raise Problem("forbidden", refused) from None
    except ValidationError as error:
        raise Problem("invalid", errors=faults_of(error)) from None
    except Conflict as conflict:
        raise _stale(conflict) from None
    except SourceAway as away:
        raise Problem("away", away.reason) from None
    except IntegrityError:
        raise Problem("conflict") from None
    except DataError:
        logger.exception("The database refused a value that the API let through")
        raise Problem("invalid") from None


def _stale(conflict: Conflict) -> Problem:
    if conflict.gone:
        return Problem("not-found")
    values = {
        name: _both_values(conflict.record.described.field(name), stored, yours)
        for name, (stored, yours) in conflict.fields.items()
    }
    version = conflict.record.version
    return Problem("stale", headers={"ETag": f'"{version}"'}, version=version, conflicts=values)


def _both_values(field: Field, stored: Any, yours: Any) -> dict[str, Any]:
    """Both as JSON: `stored` comes as events keep it, `yours` as it was parsed. Links are numbers."""
    show = shape_of(field).show
    return {"stored": show(field.kind.load(stored)), "yours": show(yours)}


@contextlib.contextmanager
def _as_the_person_likes(request: HttpRequest, person: User) -> Iterator[None]:
    """The language that the request or else the person asks for, and the person's time zone."""
    language = "" if "Accept-Language" in request.headers else person.language
    with translation.override(language or translation.get_language()), timezone.override(zone_of(person)):
        yield
