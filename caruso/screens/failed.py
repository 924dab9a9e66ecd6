"""A part of a page that fails: it says so in its place, the others stand, and the fault is logged."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from caruso.kernel.schema_change import SchemaMoved
from caruso.screens.away import SourceAway

logger = logging.getLogger(__name__)
#: What is meant for the whole page.
_ANSWERS = (Http404, PermissionDenied, SchemaMoved, SourceAway)


def read_or_tell(name: str, title: Any, read: Callable[[], dict[str, Any] | None]) -> dict[str, Any] | None:
    """What the part reads; what tells that it cannot be shown, with its own template, where reading fails."""
    try:
        return read()
    except _ANSWERS:
        raise
    except Exception:
        logger.exception("The panel %s cannot be shown", name)
        return {"title": title, "template": "screens/failed.html"}
