"""The register of screens. Built-in ones are added by `@describe`, those known only at run time by a source."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import models

from caruso.screens.description.parts import Panel
from caruso.screens.description.screen import Screen
from caruso.ui import icons

_by_slug: dict[str, Screen] = {}
_by_key: dict[str, Screen] = {}
_sources: list[Callable[[], Mapping[str, Screen]]] = []
_offered: dict[str, tuple[tuple[Panel, ...], tuple[Panel, ...]]] = {}
_panel_sources: list[Callable[[str], Sequence[Panel]]] = []


def describe(model: type[models.Model]) -> Callable[[type[Screen]], type[Screen]]:
    """Make the class the description of this model."""

    def register(cls: type[Screen]) -> type[Screen]:
        cls.model = model
        screen = cls()
        screen.object.title = screen.title
        icons.draw(screen.icon)
        _by_slug[cls.slug] = _by_key[screen.key] = screen
        return cls

    return register


def add_source(source: Callable[[], Mapping[str, Screen]]) -> None:
    """Ask `source` for more screens by the key of their object, each time anew: its answer may change at run time."""
    if source not in _sources:
        _sources.append(source)


def built_in_screens() -> list[Screen]:
    """Those that the rooms of the house describe, known before the database is asked."""
    return sorted(_by_slug.values(), key=lambda screen: (screen.position, screen.slug))


def add_panel_source(source: Callable[[str], Sequence[Panel]]) -> None:
    """Ask `source` for more panels beside the records of an object, each time anew: its answer may change at run time."""
    if source not in _panel_sources:
        _panel_sources.append(source)


def panels_beside(screen: Screen) -> tuple[Panel, ...]:
    """The panels of the description, and those known only at run time; an arrangement has placed these itself."""
    if not screen.with_added:
        return tuple(screen.panels)
    return (*screen.panels, *(panel for source in _panel_sources for panel in source(screen.key)))


def screens() -> Iterator[Screen]:
    found = list(_by_slug.values())
    for source in _sources:
        found += source().values()
    return iter(sorted(found, key=lambda screen: (screen.position, screen.slug)))


def screen_at(slug: str) -> Screen:
    """The screen with this word in its address. Raises KeyError."""
    if slug in _by_slug:
        return _by_slug[slug]
    for source in _sources:
        for screen in source().values():
            if screen.slug == slug:
                return screen
    raise KeyError(slug)


def screen_of(which: str | type[models.Model] | Any) -> Screen:
    """The screen of an object's key, a model or a record. Raises KeyError."""
    key = which if isinstance(which, str) else which._meta.label_lower
    if key in _by_key:
        return _by_key[key]
    for source in _sources:
        if (screen := source().get(key)) is not None:
            return screen
    raise KeyError(key)


def offer_panels(name: str, *panels: Panel, late: Sequence[Panel] = ()) -> None:
    """Have a later room's panels stand on the pages of objects known only at run time, where those ask for `name`."""
    _offered[name] = (panels, tuple(late))


def offered_panels(name: str) -> tuple[tuple[Panel, ...], tuple[Panel, ...]]:
    """What is offered by this name: the panels of the page, and those that it asks for once it stands."""
    return _offered.get(name, ((), ()))


def add_panels(which: str | type[models.Model], *panels: Panel) -> None:
    """Have a later room's panels shown beside the records of this object.

    They are asked for once the page stands, so that it costs the same however many rooms the house has.
    """
    described = type(screen_of(which))
    described.late_panels = (*described.late_panels, *panels)
