"""Telephone numbers, kept as E.164 (`+48221234567`), shown as people write them."""

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_NOT_DIGIT = re.compile(r"\D+")


@lru_cache(maxsize=20_000)
def parse_phone(text: str, region: str = "") -> str:
    """The number in E.164, an extension kept behind `;ext=`.

    `region` is the two-letter country for numbers without a prefix; the firm's own by default.
    Raises ValidationError for what no network would connect.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region or default_region())
    except phonenumbers.NumberParseException:
        raise ValidationError(_("“%(value)s” is not a telephone number."), params={"value": text[:40]}) from None
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(
            _("“%(value)s” has too few or too many digits for a telephone number."),
            params={"value": text[:40]},
        )
    dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{dialled};ext={number.extension}" if number.extension else dialled


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
    """The country whose numbers people write without a prefix."""
    from caruso.kernel.models.organisation import current_organisation

    return current_organisation().country


def digits(text: str) -> str:
    """Only the digits, without the 00 of an international call."""
    return _NOT_DIGIT.sub("", text).removeprefix("00")
