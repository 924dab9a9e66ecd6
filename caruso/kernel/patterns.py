"""Patterns that administrators give for texts: regular expressions of which none can keep a process busy for long.

Nothing stops a regular expression once it runs, so those that could try the same text over and over are refused when
they are written.
"""

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 200
#: No text longer than this is held against a pattern.
LONGEST_TEXT = 500
#: Parts that may repeat an open number of times: the work grows with the length of the text to this power.
MOST_REPEATS = 3
_MOST_TIMES = 100
_REFUSED = {codes.ASSERT, codes.ASSERT_NOT, codes.GROUPREF, codes.GROUPREF_EXISTS}
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, getattr(codes, "POSSESSIVE_REPEAT", None)}


def check_pattern(pattern: str) -> None:
    """Raises ValidationError for what is no pattern, or one that could take long."""
    if len(pattern) > LONGEST:
        raise ValidationError(_("A pattern has at most %(most)d characters."), params={"most": LONGEST})
    try:
        tree = parser.parse(pattern, re.ASCII)
        re.compile(pattern, re.ASCII)
    except (re.error, RecursionError, OverflowError):
        raise ValidationError(_("This is not a pattern (a regular expression) such as [A-Z]{2}-[0-9]+.")) from None
    if sum(_repeats_in(tree, inside=False)) > MOST_REPEATS:
        raise _too_costly()


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text is as the pattern says."""
    return len(text) <= LONGEST_TEXT and _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _repeats_in(tree: Any, *, inside: bool) -> list[int]:
    """One number for each open repetition. Raises ValidationError for a repetition within another."""
    found: list[int] = []
    for code, argument in tree:
        if code in _REFUSED or (inside and code in (codes.BRANCH, *_REPEATS)):
            raise _too_costly()
        if code in _REPEATS:
            least, most, repeated = argument
            if most is not codes.MAXREPEAT and most > _MOST_TIMES:
                raise _too_costly()
            _repeats_in(repeated, inside=True)
            found.append(1 if most != least else 0)
        elif code is codes.BRANCH:
            for branch in argument[1]:
                found += _repeats_in(branch, inside=inside)
        elif code is codes.SUBPATTERN:
            found += _repeats_in(argument[-1], inside=inside)
        elif code is getattr(codes, "ATOMIC_GROUP", None):
            found += _repeats_in(argument, inside=inside)
    return found


def _too_costly() -> ValidationError:
    return ValidationError(
        _("This pattern could take too long: nothing that repeats may stand in what repeats, and only three parts may.")
    )
