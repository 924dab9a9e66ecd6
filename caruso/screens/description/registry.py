"""The register of screens. Built-in ones are added by `@describe`; modelled objects will add theirs at run time."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from caruso.screens.description.screen import Screen

_by_slug: dict[str, Screen] = {}
_by_key: dict[str, Screen] = {}


def describe(model: type[models.Model]) -> Callable[[type[Screen]], type[Screen]]:
    """Make the class the description of this model."""

    def register(cls: type[Screen]) -> type[Screen]:
        cls.model = model
        screen = cls()
        _by_slug[cls.slug] = _by_key[screen.key] = screen
        return cls

    return register


def screens() -> Iterator[Screen]:
    return iter(sorted(_by_slug.values(), key=lambda screen: (screen.position, screen.slug)))


def screen_at(slug: str) -> Screen:
    """The screen with this word in its address. Raises KeyError."""
    return _by_slug[slug]


def screen_of(which: str | type[models.Model] | Any) -> Screen:
    """The screen of an object's key, a model or a record. Raises KeyError."""
    if isinstance(which, str):
        return _by_key[which]
    return _by_key[which._meta.label_lower]
