"""Bodies of requests, read strictly: what no database could keep never gets further than here."""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _

from caruso.screens.api.problem import Problem

MOST_BYTES = 1024 * 1024
DEEPEST = 20
ACCEPTED = ("application/json", "application/merge-patch+json")
#: What no database takes as text: NUL and halves of surrogate pairs.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def body_bytes(request: HttpRequest) -> bytes:
    """The raw body. Raises Problem for one that is too large or not JSON by its type."""
    if (request.content_type or "").lower() not in ACCEPTED:
        raise Problem("media-type")
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise _too_large()
    # A stream is read once, a request may be begun again.
    content: bytes | None = getattr(request, "body_read", None)
    if content is None:
        content = request.body_read = request.read(MOST_BYTES + 1)  # type: ignore[attr-defined]
    if len(content) > MOST_BYTES:
        raise _too_large()
    return content


def parsed(content: bytes) -> dict[str, Any]:
    """The JSON object in the bytes; fractions as Decimal, so no cent is lost. Raises Problem."""
    try:
        data = json.loads(content.decode(), parse_float=_number, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise Problem("malformed", _("The body is not UTF-8.")) from None
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise Problem("malformed", _("No JSON at line %(line)d, column %(column)d.") % place) from None
    except (ValueError, RecursionError, ArithmeticError):
        raise Problem("malformed", _("The body is not JSON.")) from None
    _check(data, DEEPEST)
    if not isinstance(data, dict):
        raise Problem("malformed", _("The body should be a JSON object."))
    return data


def _check(data: Any, depth: int) -> None:
    """Refuse what is nested too deeply, characters that no text has and numbers beyond 64 bits."""
    if depth == 0:
        raise Problem("malformed", _("The body is nested too deeply."))
    if isinstance(data, dict):
        for name, value in data.items():
            _check(name, depth - 1)
            _check(value, depth - 1)
    elif isinstance(data, list):
        for value in data:
            _check(value, depth - 1)
    elif isinstance(data, str) and _NOT_TEXT.search(data):
        raise Problem("malformed", _("A text holds a character that is not text (NUL or half a surrogate pair)."))
    elif isinstance(data, int) and not -(2**63) <= data < 2**63:
        raise Problem("malformed", _("A number is beyond 64 bits."))


def _number(text: str) -> Decimal | int:
    """`12.50` as Decimal; `12.0` is a whole number, as JSON Schema says."""
    number = Decimal(text)
    is_whole = number == number.to_integral_value() and abs(number) < 2**63
    return int(number) if is_whole else number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _too_large() -> Problem:
    return Problem("too-large", _("A body may have at most 1 MB."))
