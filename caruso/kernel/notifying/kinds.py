"""The lines that notifications show, by kind."""

from collections.abc import Mapping
from typing import Any

_texts: dict[str, Any] = {}


def notification_kind(name: str, text: Any) -> str:
    """Make a kind known by its (lazily translated) line, such as `“%(title)s” is yours now.`"""
    _texts[name] = text
    return name


def text_of(kind: str, params: Mapping[str, Any]) -> str:
    """The line in the reader's language; the kind's name where its room is gone."""
    try:
        return str(_texts[kind]) % params
    except (KeyError, TypeError, ValueError):
        return kind


def is_known(kind: str) -> bool:
    return kind in _texts
