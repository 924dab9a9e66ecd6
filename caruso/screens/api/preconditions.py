"""Which version of a record the caller saw: `If-Match: "3"`."""

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

from caruso.kernel.conflict import Conflict
from caruso.kernel.models import Record
from caruso.screens.api.problem import Problem, fault


def version_seen(request: HttpRequest, *, needed: bool = True) -> int | None:
    """The version in If-Match; None where any will do (`*`). Raises Problem where it is missing or no version."""
    given = request.headers.get("If-Match", "").strip()
    if not given and needed:
        raise Problem("precondition", _("Send the ETag that you read, or * for any version."))
    if given in ("", "*"):
        return None
    match = re.fullmatch(r'(?:W/)?"(\d{1,18})"', given)
    if match is None:
        message = _("This should be a version in quotes, as ETag gave it.")
        raise Problem("malformed", errors=[fault("header", "If-Match", message)])
    return int(match[1])


def refuse_stale(record: Record, version: int | None) -> None:
    """Raises Conflict where the caller saw another version than what is stored."""
    if version is not None and version != record.version:
        raise Conflict(record, {})
