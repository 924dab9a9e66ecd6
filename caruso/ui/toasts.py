"""Messages that pop up: after a redirect they come with the next page, after a fragment with its answer."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from caruso.kernel.request import Request

UNDO = "undo:"


def toast(request: Request, text: Any, *, undo: str = "", error: bool = False, hint: bool = False) -> None:
    """Say something on the next page; `undo` is an address that takes the change back by POST.

    A `hint` tells what else follows, or is still to be done; it is neither success nor failure.
    """
    level = messages.ERROR if error else messages.INFO if hint else messages.SUCCESS
    messages.add_message(request, level, str(text), extra_tags=f"{UNDO}{undo}" if undo else "")


def with_toast(
    response: HttpResponse,
    text: Any,
    *,
    undo: str = "",
    error: bool = False,
    hint: bool = False,
    events: Iterable[str] = (),
) -> HttpResponse:
    """Say something together with this answer to htmx; `events` are raised in the page as well."""
    said = {"text": str(text), "tone": "error" if error else "info" if hint else "success", "undo": undo}
    response["HX-Trigger"] = json.dumps({"toast": said, **dict.fromkeys(events, True)})
    return response
