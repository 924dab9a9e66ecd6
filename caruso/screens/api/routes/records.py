"""`/api/v1/<object>`: records listed and created."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from caruso.screens.api.body import body_bytes, parsed
from caruso.screens.api.idempotency import once
from caruso.screens.api.listing import encoded, written
from caruso.screens.api.parameters import parameters
from caruso.screens.api.reply import record_reply
from caruso.screens.api.resource import Call
from caruso.screens.api.routes.places import screen_or_404
from caruso.screens.api.selection import PARAMETERS, Selection
from caruso.screens.api.writing import create_record
from caruso.screens.doors import require


def list_records(call: Call, word: str) -> HttpResponse:
    screen = screen_or_404(call, word)
    given = parameters(call.request, *PARAMETERS)
    selection = Selection.from_parameters(screen, call.person, given)
    page = selection.page()
    cursor = selection.cursor(page)
    parts = {"items": written(screen.model, page.rows, selection.fields, call.person), "next": encoded(cursor)}
    if selection.counted:
        parts["count"] = encoded(selection.count())
    content = ",".join(f'"{name}":{text}' for name, text in parts.items())
    response = HttpResponse(f"{{{content}}}", "application/json")
    if cursor:
        following = f"{call.request.path}?{urlencode({**given, 'cursor': cursor})}"
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def create(call: Call, word: str) -> HttpResponse:
    screen = screen_or_404(call, word)
    parameters(call.request)
    require(screen, call.person, "create")
    content = body_bytes(call.request)
    data = parsed(content)

    def act() -> HttpResponse:
        record = create_record(screen, call.person, data)
        location = reverse("screens:api-record", args=[screen.slug, record.pk])
        return record_reply(call, screen, record, status=201, Location=location)

    return once(call, content, act)
