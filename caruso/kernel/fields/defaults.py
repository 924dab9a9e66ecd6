"""What new records begin with where an administrator said so."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from caruso.kernel.text import fold

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field
    from caruso.kernel.fields.kind import Kind

#: The day, or the moment, on which the record is made.
NOW = "today"
#: Whoever makes the record.
ME = "me"
_WORDS = {"today", "now"}
_TIMES = ("date", "datetime")


def is_now(field: "Field", raw: Any) -> bool:
    return field.kind.family in _TIMES and isinstance(raw, str) and fold(raw.strip()) in _WORDS


def is_me(field: "Field", raw: Any) -> bool:
    return field.kind.name == "person" and isinstance(raw, str) and fold(raw.strip()) == ME


def default_of(kind: "Kind", said: Any) -> Callable[[], Any] | None:
    """Makes the value for each new record from what is kept; None where nothing is said, or who makes it is meant."""
    if said in (None, "", []) or (said == ME and kind.name == "person"):
        return None
    if said == NOW and kind.family == "date":
        return timezone.localdate
    if said == NOW and kind.family == "datetime":
        return _this_minute
    return lambda: kind.load(said)


def _this_minute() -> Any:
    return timezone.now().replace(second=0, microsecond=0)
