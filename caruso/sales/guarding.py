"""Keeping machines out of public forms without being in people's way."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache

#: Nobody fills a form in faster, and few leave it open longer. Seconds.
LEAST, MOST = 2, 24 * 3600
#: So many submissions in so many seconds from one address: an office behind one address, not a flood.
SENDS, WINDOW = 8, 600
#: So many of them may come without a stamp before a second look is asked for.
UNSTAMPED = 3
#: Bytes that a filled-in form may have.
LARGEST = 100_000
#: A field that people do not see; who fills it in is none.
TRAP = "company_fax"
_SALT = "caruso.lead-form"
_LINK = re.compile(r"https?:|www\.|\[url|<a\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """When a form was opened, signed so that it cannot be made up."""

    text: str

    @classmethod
    def new(cls, form: int) -> "Stamp":
        return cls(signing.dumps(form, salt=_SALT))

    def judge(self, form: int) -> str:
        """good, quick, or stale for one that is too old, of another form, forged or not there."""
        try:
            if signing.loads(self.text, salt=_SALT, max_age=MOST) != form:
                return "stale"
            signing.loads(self.text, salt=_SALT, max_age=LEAST)
        except signing.SignatureExpired:
            return "good" if self._is_whole() else "stale"
        except signing.BadSignature:
            return "stale"
        return "quick"

    def _is_whole(self) -> bool:
        try:
            signing.loads(self.text, salt=_SALT, max_age=MOST)
        except signing.BadSignature:
            return False
        return True


def is_flood(address: str) -> bool:
    """Count a submission from this address; whether it is one too many. Shared between processes with Redis."""
    return _count(f"lead-form:{address}") > SENDS


def is_plain_form(trap: str | None, texts: Iterable[str], address: str) -> bool:
    """Whether what has no stamp is taken at once, because it comes from plain HTML on the firm's own page.

    That brings the trap along, empty; people put no links in, and few write from one address. Anything else is shown
    once more before it is sent.
    """
    if trap != "" or any(_LINK.search(text) for text in texts):
        return False
    return _count(f"lead-form-plain:{address}") <= UNSTAMPED


def _count(what: str) -> int:
    """How many there have been in this window, this one included."""
    key = f"{what}:{int(time.time()) // WINDOW}"
    cache.add(key, 0, WINDOW * 2)
    try:
        return cache.incr(key)
    except ValueError:
        # Thrown out of the cache between the two calls.
        return 1
