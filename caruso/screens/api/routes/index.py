"""Where a program begins: what there is, and what there is not."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from caruso.screens.api.parameters import parameters
from caruso.screens.api.problem import Problem
from caruso.screens.api.reply import reply
from caruso.screens.api.resource import Call
from caruso.screens.api.routes.places import screens_for


def read_index(call: Call) -> HttpResponse:
    parameters(call.request)
    objects: list[dict[str, Any]] = [
        {
            "name": screen.slug,
            "label": screen.label_plural,
            "records": reverse("screens:api-list", args=[screen.slug]),
            "schema": reverse("screens:api-schema", args=[screen.slug]),
        }
        for screen in screens_for(call.person)
    ]
    links = {"openapi": reverse("screens:api-openapi"), "documentation": reverse("screens:api-docs")}
    return reply({"objects": objects, **links})


def nothing_here(call: Call, rest: str) -> HttpResponse:
    raise Problem("not-found")
