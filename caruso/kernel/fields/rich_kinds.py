"""Text with headings, lists and links, kept as HTML of which only harmless parts are left."""

from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any

import nh3

from caruso.kernel.fields.text_kinds import LongText

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field

TAGS = {"a", "b", "blockquote", "br", "code", "em", "h3", "h4", "i", "li", "ol", "p", "pre", "s", "strong", "u", "ul"}
_SCHEMES = {"http", "https", "mailto", "tel"}


class RichText(LongText):
    """HTML: cleaned when it comes in, and once more when it is shown."""

    name = "rich_text"

    def parse(self, raw: Any, field: "Field") -> str:
        html = clean(super().parse(raw, field))
        return html if plain(html) else ""


def clean(html: str) -> str:
    """The same without anything that could run, load or cover something."""
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener noreferrer"
    ).strip()


@lru_cache(maxsize=500)
def plain(html: str) -> str:
    """Its words alone, still escaped as HTML is."""
    return " ".join(nh3.clean(html.replace("<", " <"), tags=set()).split())


def words(html: str) -> str:
    """Its words as plain text."""
    return unescape(plain(html))


def from_plain(text: str) -> str:
    """Plain text as HTML that reads the same."""
    return "<br>".join(escape(line) for line in text.split("\n"))
