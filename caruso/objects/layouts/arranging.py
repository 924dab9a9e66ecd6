"""From a shipped description and an arrangement to the screen that people see."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from django.utils import translation

from caruso.kernel.models import User
from caruso.objects.layouts.content import Content, sections_with_gained, title_of, with_gained
from caruso.objects.layouts.known import Faces, faces_for, known
from caruso.objects.layouts.placing import place_panels
from caruso.screens.description import Screen, Section


def arranger(screen: Screen, user: User) -> Screen:
    """The screen as it was arranged for this person's roles; the same one where it was not."""
    faces = faces_for(screen.key, user)
    if not faces:
        return screen
    made = known().made
    key = (screen.key, tuple(sorted((face, id(content)) for face, content in faces.items())))
    of, arranged = made.get(key, (None, screen))
    # Modelled screens may be made anew: what was arranged of an earlier one is of an earlier class.
    if of is not screen:
        arranged = arrange(screen, faces)
        made[key] = (screen, arranged)
    return arranged


def arrange(screen: Screen, faces: Faces, *, at_once: bool = False) -> Screen:
    """The screen with these faces arranged; the others as shipped. `at_once` keeps no panel for later."""
    arranged: Any = copy(screen)
    arranged.is_arranged = True
    arranged.form = _sections(screen, faces.get("form"), list(screen.form_sections()))
    record = faces.get("record")
    arranged.facts = _sections(screen, record, list(screen.fact_sections()))
    if content := faces.get("list"):
        arranged.columns = _fields(screen, content, screen.columns) or screen.columns
    if content := faces.get("peek"):
        arranged.peek = _fields(screen, content, shipped_peek(screen))
    if screen.board and (content := faces.get("board")):
        arranged.board = replace(screen.board, card=_fields(screen, content, screen.board.card))
    place_panels(arranged, screen, record, at_once=at_once)
    return arranged


def shipped_peek(screen: Screen) -> Sequence[str]:
    """The fields beside the list, until somebody chooses others: all facts."""
    return screen.peek or [name for section in screen.fact_sections() for name in section.fields]


def titles_of(sections: Sequence[Section]) -> Mapping[str, Any]:
    """The titles of shipped sections by what they are in English, which is how an arrangement names them."""
    with translation.override("en"):
        return {str(section.title): section.title for section in sections if section.title}


def _fields(screen: Screen, content: Content, shipped: Sequence[str]) -> list[str]:
    names = with_gained(content.get("fields", []), shipped, content.get("known", []))
    return [name for name in names if name in screen.object.fields]


def _sections(screen: Screen, content: Content | None, shipped: Sequence[Section]) -> Sequence[Section]:
    if content is None:
        return shipped
    names = [name for section in shipped for name in section.fields]
    sections = sections_with_gained(content.get("sections", []), names, content.get("known", []))
    titles, fields = titles_of(shipped), screen.object.fields
    return [
        Section(
            title_of(section, titles),
            *(name for name in section["fields"] if name in fields),
            closed=section.get("closed", False),
            when=section.get("when", ""),
        )
        for section in sections
    ]
