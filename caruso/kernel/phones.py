"""Telephone numbers, kept as E.164 (`+48221234567`), shown as people write them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_PLAINLY_INTERNATIONAL = re.compile(r"^\+[1-9][0-9 .\u00a0-]{6,20}$")
_region: ContextVar[str] = ContextVar("region", default="")
_NOT_DIGIT = re.compile(r"\D+")


@lru_cache(maxsize=20_000)
def parse_phone(text: str, region: str) -> str:
    """The number in E.164, an extension kept behind `;ext=`.

    `region` is the two-letter country of numbers without a prefix.
    Raises ValidationError for what no network would connect.
    """
    if quick := _written_in_full(text):
        return quick
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        raise ValidationError(_("“%(value)s” is not a telephone number."), params={"value": text[:40]}) from None
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(
            _("“%(value)s” has too few or too many digits for a telephone number."),
            params={"value": text[:40]},
        )
    dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{dialled};ext={number.extension}" if number.extension else dialled


def _written_in_full(text: str) -> str:
    """The number in E.164 where nothing is to be guessed: a known country, then as many digits as are dialled there.

    Parsing costs a tenth of a millisecond, and an import has two numbers on each line.
    """
    if not _PLAINLY_INTERNATIONAL.match(text):
        return ""
    dialled = _NOT_DIGIT.sub("", text)
    lengths = _lengths()
    for size in (2, 3, 1):
        if found := lengths.get(dialled[:size]):
            fits = len(dialled) - size in found and dialled[size] not in "01"
            return f"+{dialled}" if fits else ""
    return ""


@lru_cache(maxsize=1)
def _lengths() -> dict[str, frozenset[int]]:
    """Country code → how many digits may follow; only of countries where digits are never added or taken away."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    found = {}
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        country: Any = PhoneMetadata.metadata_for_region(regions[0])
        if country is None or country.national_prefix not in (None, "0", "1") or regions[0] == "IT":
            continue
        if len(regions) == 1 or regions[0] in ("US", "GB"):
            found[str(code)] = frozenset(country.general_desc.possible_length)
    return found


@lru_cache(maxsize=20_000)
def show_phone(number: str) -> str:
    """`+48221234567` → `+48 22 123 45 67`; what is not E.164 stays as it is."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number.replace(";ext=", " ext. "), None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def default_region() -> str:
    """The country whose numbers people write without a prefix: as `local_to` says, else the firm's own."""
    from caruso.kernel.models.organisation import current_organisation

    return _region.get() or current_organisation().country


@contextmanager
def local_to(region: str) -> Iterator[None]:
    """Inside, numbers without a prefix are of this two-letter country; of the firm's own for none."""
    token = _region.set(region)
    try:
        yield
    finally:
        _region.reset(token)


def present_region() -> str:
    """The country that `local_to` has set; empty for none."""
    return _region.get()


def digits(text: str) -> str:
    """Only the digits, without the 00 of an international call."""
    return _NOT_DIGIT.sub("", text).removeprefix("00")
