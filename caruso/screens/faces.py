"""How a record looks small: its picture, or the initials of its title; a paper or a deal by the icon of its kind."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from caruso.screens.description import Screen
from caruso.ui.templatetags.ui import avatar, emblem

SMALL = 128


def has_face(screen: Screen) -> bool:
    """People and organisations have one; an activity or a relationship has not."""
    return bool(screen.picture) or screen.square


def picture_of(screen: Screen, record: Any) -> str:
    """Where the record's picture is, small; empty where it has none."""
    number = getattr(record, f"{screen.picture}_id", None) if screen.picture else None
    return reverse("kernel:thumbnail", args=[number, SMALL]) if number else ""


def face_of(screen: Screen, record: Any, title: str = "", size: str = "") -> SafeString:
    """The face as HTML; it says nothing that the title beside it does not say."""
    if not has_face(screen):
        return emblem(screen.icon, screen.colour, size)
    return avatar(title or str(record), record.pk, picture_of(screen, record), size, screen.square)
