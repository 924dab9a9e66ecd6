"""Who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from caruso.kernel.people.administering import require_administrator
from caruso.kernel.request import Request

View = Callable[..., HttpResponse]


def administration(view: View) -> View:
    """A page for those who administer; closed while they see as a role."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        require_administrator(request.user)
        return view(request, *args, **kwargs)

    return guarded
