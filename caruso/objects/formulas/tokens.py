"""The words, signs and values that a formula is made of."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from caruso.kernel.conditions.tokens import DATE, STRING, Token, problem_at

NUMBER = re.compile(r"\d+(?:\.\d+)?(?![\w.])")
#: A keyword, a function, or a path of field names; unlike in conditions a hyphen is a minus.
WORD = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
SIGN = re.compile(r"!=|<>|<=|>=|[-+*/&%=<>(),]")
_SPACE = re.compile(r"\s+")
_KINDS = (("date", DATE), ("number", NUMBER), ("string", STRING), ("word", WORD), ("sign", SIGN))
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
#: What no database takes as text.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def tokens_of(source: str) -> list[Token]:
    """The tokens, the last of them of the kind end. Raises ConditionProblem at what is none."""
    return list(_tokens(source))


def _tokens(source: str) -> Iterator[Token]:
    at = 0
    while at < len(source):
        if space := _SPACE.match(source, at):
            at = space.end()
            continue
        for kind, pattern in _KINDS:
            if match := pattern.match(source, at):
                text = _ESCAPED.sub(r"\1", match[0][1:-1]) if kind == "string" else match[0]
                if _NOT_TEXT.search(text):
                    raise problem_at(source, at, _("This is not understood."))
                yield Token(kind, text, at)
                at = match.end()
                break
        else:
            message = (
                _("This text has no end; close its quotes.") if source[at] in "\"'" else _("This is not understood.")
            )
            raise problem_at(source, at, message)
    yield Token("end", "", len(source))
