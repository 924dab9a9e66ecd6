"""The languages of the interface."""

from django.conf import settings
from django.utils.translation import get_language_info

#: Django says of Czech how one speaks, not what it is called.
_OWN_NAMES = {"cs": "Čeština"}


def languages() -> list[tuple[str, str]]:
    """Each with its name in itself."""
    return [
        (code, _OWN_NAMES.get(code) or get_language_info(code)["name_local"].capitalize())
        for code, _name in settings.LANGUAGES
    ]
