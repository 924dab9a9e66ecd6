"""The words, signs and values that the text of a condition is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caruso.kernel.conditions.problem import ConditionProblem

DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?(?![\w.])")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?![\w.])")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^'\\]|\\.)*'", re.DOTALL)
#: A keyword, or a path of field names.
WORD = re.compile(r"[^\W\d][\w-]*(?:\.[\w-]+)*")
SIGN = re.compile(r"!=|<=|>=|[=<>(),]")
_SPACE = re.compile(r"\s+")
_KINDS = (("date", DATE), ("number", NUMBER), ("string", STRING), ("word", WORD), ("sign", SIGN))
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Token:
    """`kind` is date, number, string, word, sign or end; a string stands without its quotes."""

    kind: str
    text: str
    start: int


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
                yield Token(kind, text, at)
                at = match.end()
                break
        else:
            message = (
                _("This text has no end; close its quotes.") if source[at] in "\"'" else _("This is not understood.")
            )
            raise problem_at(source, at, message)
    yield Token("end", "", len(source))


def problem_at(source: str, at: int, message: str) -> ConditionProblem:
    """The problem with the line and column of this place."""
    line = source.count("\n", 0, at) + 1
    column = at - source.rfind("\n", 0, at)
    return ConditionProblem(message, line=line, column=column)


def quoted(text: str) -> str:
    """The text as a string token."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
