"""Labels that people gave in several languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language


def in_language(labels: Mapping[str, str]) -> str:
    """The label in the reader's language, or else in English, or else in any."""
    return labels.get(get_language() or "en") or labels.get("en") or next(iter(labels.values()), "")


def later(labels: Mapping[str, str]) -> Any:
    """The label, chosen each time it is shown: what it belongs to is kept for readers of every language."""
    return _in_language_later(labels)


# Made once: `lazy` writes a class whenever it is called, which was a fifth of the time to build modelled objects.
_in_language_later = lazy(in_language, str)
