"""Keeping machines out of public forms without being in people's way."""

import time
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache

#: Nobody fills a form in faster, and few leave it open longer. Seconds.
LEAST, MOST = 2, 24 * 3600
#: So many submissions in so many seconds from one address: an office behind one address, not a flood.
SENDS, WINDOW = 8, 600
#: Bytes that a filled-in form may have.
LARGEST = 100_000
#: A field that people do not see; who fills it in is none.
TRAP = "company_fax"
_SALT = "caruso.lead-form"


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
    key = f"lead-form:{address}:{int(time.time()) // WINDOW}"
    cache.add(key, 0, WINDOW * 2)
    try:
        return cache.incr(key) > SENDS
    except ValueError:
        # Thrown out of the cache between the two calls.
        return False
