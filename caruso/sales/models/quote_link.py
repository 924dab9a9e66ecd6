"""The private address of a quote: whoever has it may look at the quote and answer it."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from caruso.kernel.people.time_zone import zone_of

#: The customer can look back at a quote for so long after it could be accepted.
KEPT_FOR = timedelta(days=90)


class QuoteLink(models.Model):
    """One way to a quote. Only the hash of its token is kept: the address is told once, to whom it was sent.

    `seed` leads to the token, together with the secret key of this installation, as long as the mail with the address
    has not left. `subject` and `message` are kept with a link that is handed over in another way.
    """

    quote = models.ForeignKey("sales.Quote", models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    seed = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(_("expires"))
    email = models.EmailField(_("sent to"), blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    message = models.TextField(_("message"), blank=True)
    mailed = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("link to a quote")
        verbose_name_plural = _("links to quotes")

    def __str__(self) -> str:
        return self.email or str(self.created_at)

    @classmethod
    def make(cls, quote: Any, *, by: Any, goes_by_mail: bool = False, **values: Any) -> "tuple[QuoteLink, str]":
        """A new link, and the token for its address; one that `goes_by_mail` can be told once more, when it leaves."""
        seed = secrets.token_urlsafe(32)
        token = token_of(seed)
        last_day = datetime.combine(quote.valid_until, time.max, tzinfo=zone_of(None))
        expires_at = max(last_day, timezone.now()) + KEPT_FOR
        values |= {"token_hash": _hash(token), "seed": seed if goes_by_mail else ""}
        link = cls.objects.create(quote=quote, expires_at=expires_at, created_by=by, **values)
        return link, token

    @classmethod
    def found_by(cls, token: str) -> "QuoteLink | None":
        """The link with this token, also when it has expired; None for one that nobody was given."""
        found = cls.objects.filter(token_hash=_hash(token), quote__binned_at=None)
        return found.select_related("quote__account", "quote__contact", "quote__owner").first()

    @property
    def has_expired(self) -> bool:
        return self.expires_at < timezone.now()


def token_of(seed: str) -> str:
    """The token that follows from a seed; without the secret key, nothing does."""
    made = salted_hmac("caruso.sales.quote_link", seed, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def _hash(token: str) -> str:
    """Tokens are 256 random bits, so that a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
