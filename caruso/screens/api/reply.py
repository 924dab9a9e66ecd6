"""Answers in JSON."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from caruso.screens.api.nested import represent_nested
from caruso.screens.api.representation import represent, visible
from caruso.screens.api.resource import Call
from caruso.screens.description import Screen


def reply(data: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, "application/json", status=status, headers=dict(headers or {}))


def record_reply(call: Call, screen: Screen, record: Any, *, status: int = 200, **headers: str) -> HttpResponse:
    """One record with all that its reader may see, and its version as ETag."""
    [data] = represent([record], visible(screen, call.person), call.person)
    data |= represent_nested(screen, record, call.person)
    return reply(data, status=status, headers={"ETag": f'"{record.version}"', **headers})
