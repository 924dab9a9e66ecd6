"""From which country somebody writes, where only the telephone number or the e-mail address tells."""

from functools import lru_cache

from caruso.kernel.countries import country_code

#: National domains that everybody registers, and the one that is no country's code.
ANYBODYS = frozenset({"ai", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "nu", "sh", "to", "tv", "vc", "ws"})
RENAMED = {"uk": "GB"}


def country_told(phone: str, email: str) -> str:
    """The ISO code told by the country code of a number written in full, else by the domain; empty for neither."""
    return _of_phone(phone.strip()) or _of_domain(email.strip().rpartition(".")[2].lower())


@lru_cache(maxsize=1_000)
def _of_phone(text: str) -> str:
    """A number without + or 00 is one of the country where it was typed, which nobody knows."""
    if not text.startswith(("+", "00")):
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(text if text.startswith("+") else f"+{text.removeprefix('00')}", None)
    except phonenumbers.NumberParseException:
        return ""
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code or 0
    )
    return country_code(region or "")


def _of_domain(ending: str) -> str:
    if len(ending) != 2 or ending in ANYBODYS:
        return ""
    return RENAMED.get(ending) or country_code(ending.upper())
