"""A request of somebody who has signed in, as the views receive it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from caruso.kernel.models.user import User


class Request(HttpRequest):
    """For annotations only: the middleware lets nobody else in, and adds what htmx sent."""

    user: "User"
    htmx: "HtmxDetails"
