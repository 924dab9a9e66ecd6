"""Carriers: with whom deliveries go, and where customers follow them."""

from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.organisation import current_organisation

#: Stands in the tracking address where the number of the parcel belongs.
NUMBER = "{number}"


def check_tracking_address(pattern: str) -> None:
    """Raises ValidationError for what is no web address with the number in its path or question."""
    tried = pattern.replace(NUMBER, "1")
    try:
        parts = urlsplit(tried)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    wrong = set(tried) & set("{}<>\"'`\\") or any(sign.isspace() or not sign.isprintable() for sign in tried)
    if wrong or parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise ValidationError(_("This should be a web address that begins with https:// or http://."))
    if NUMBER not in pattern or NUMBER in pattern.partition("://")[2].partition("/")[0].partition("?")[0]:
        raise ValidationError(
            _("Please write {number} after the name of the server, where the number of the parcel belongs.")
        )


class Carrier(models.Model):
    """`code` is its name in deliveries, conditions and the API, and never changes."""

    code = models.SlugField(_("code"), max_length=16, unique=True)
    name = models.CharField(_("name"), max_length=80)
    tracking = models.CharField(
        _("tracking address"), max_length=250, blank=True, validators=[check_tracking_address],
        help_text=_("Where customers follow a parcel, with {number} for its number. Empty: there is no such page."),
    )  # fmt: skip
    active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("carrier")
        verbose_name_plural = _("carriers")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return gettext(self.name)

    def followed_at(self, number: str) -> str:
        """Where a parcel is followed; empty where that cannot be, or is no web address after all."""
        if not number or not self.tracking.lower().startswith(("http://", "https://")):
            return ""
        return self.tracking.replace(NUMBER, quote("".join(number.split()), safe=""))


def carriers() -> tuple[Carrier, ...]:
    """All of them, read once for each version of the firm's schema."""
    return _read(current_organisation().schema_version)


def carrier_named(code: str) -> Carrier | None:
    return next((one for one in carriers() if one.code == code), None) if code else None


def carrier_choices() -> tuple[tuple[str, Any], ...]:
    return _labels(current_organisation().schema_version, get_language() or "", True)


def retired_carriers() -> tuple[tuple[str, Any], ...]:
    """Those that deliveries may still have, and no new one gets."""
    return _labels(current_organisation().schema_version, get_language() or "", False)


def forget_carriers() -> None:
    """Have this process read them anew."""
    _read.cache_clear()
    _labels.cache_clear()


@lru_cache(maxsize=2)
def _read(version: int) -> tuple[Carrier, ...]:
    return tuple(Carrier.objects.all())


@lru_cache(maxsize=12)
def _labels(version: int, language: str, active: bool) -> tuple[tuple[str, str], ...]:
    return tuple((one.code, str(one)) for one in carriers() if one.active == active)
