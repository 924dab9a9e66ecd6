"""The page that explains the API to people, made from the same document that programs read."""

import json
import pprint
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caruso.kernel.models import User
from caruso.screens.api.openapi import document_for
from caruso.screens.api.problem import KINDS
from caruso.screens.api.representation import visible
from caruso.screens.api.routes.places import screens_for
from caruso.screens.api.selection import sort_names
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields

_METHODS = ("get", "post", "patch", "delete")


def show_docs(request: HttpRequest) -> HttpResponse:
    """How to get a token, the rules that hold everywhere, and each object with its operations and fields."""
    person = request.user
    assert isinstance(person, User)
    document = document_for(person)
    context = {
        "objects": [_object(screen, person, document) for screen in screens_for(person)],
        "problems": [{"kind": kind, "status": status, "title": title} for kind, (status, title) in KINDS.items()],
        "base": settings.SITE_URL,
        "limit": settings.API_REQUESTS_PER_MINUTE,
    }
    return render(request, "screens/api/docs.html", context)


def _object(screen: Screen, person: User, document: dict[str, Any]) -> dict[str, Any]:
    editable = set(editable_fields(screen, person))
    sortable = set(sort_names(screen, person))
    body = document["paths"][f"/api/v1/{screen.slug}"].get("post", {}).get("requestBody")
    return {
        "screen": screen,
        "operations": list(_operations(screen, document["paths"])),
        **(_examples(screen, body["content"]["application/json"]["example"]) if body else {}),
        "fields": [
            {"field": field, "editable": field.name in editable, "sortable": field.name in sortable}
            for field in visible(screen, person)
        ],
    }


def _examples(screen: Screen, values: dict[str, Any]) -> dict[str, str]:
    """How to create a record, in a shell and in Python."""
    address = f"{settings.SITE_URL}/api/v1/{screen.slug}"
    data = json.dumps(values, ensure_ascii=False)
    curl = [
        f"curl {address}",
        '-H "Authorization: Bearer caruso_…"',
        '-H "Content-Type: application/json"',
        f"-d '{data}'",
    ]
    literal = pprint.pformat(values, width=100, sort_dicts=False)
    program = f"record = {literal}\ncaruso.post({address!r}, json=record).raise_for_status()"
    return {"curl": " \\\n  ".join(curl), "python": program}


def _operations(screen: Screen, paths: dict[str, Any]) -> Any:
    base = f"/api/v1/{screen.slug}"
    for path, operations in paths.items():
        if path == base or path.startswith(f"{base}/"):
            for method in _METHODS:
                if method in operations:
                    yield {"method": method.upper(), "path": path, "summary": operations[method]["summary"]}
