"""Showing which part of a title was found."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from caruso.kernel.text import fold
from caruso.screens.search.query import Query

_WORD = re.compile(r"[^\W_]+")


def marked(text: str, query: Query | None) -> SafeString:
    """The text as HTML, the beginnings of words that the query asks for marked: `Łódź` for `lo` → `<mark>Łó</mark>dź`."""
    words = query.words if query else []
    parts, done = [], 0
    for found in _WORD.finditer(text):
        if length := _typed_length(found.group(), words):
            end = found.start() + length
            parts.append(format_html("{}<mark>{}</mark>", text[done : found.start()], text[found.start() : end]))
            done = end
    parts.append(format_html("{}", text[done:]))
    return mark_safe("".join(parts))


def _typed_length(word: str, words: list[str]) -> int:
    """How many letters of the word were typed; all of it where folding changes its length (`ß`)."""
    folded = fold(word)
    typed = max((len(one) for one in words if folded.startswith(one)), default=0)
    return typed if len(folded) == len(word) else len(word) if typed else 0
