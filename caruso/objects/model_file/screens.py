"""Arrangements of screens in a file: fields, sections and panels of a face, for everybody or for a role.

`left_out` is what there was and was not placed. A file that does not say it leaves out whatever it does not place.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caruso.kernel.models import Role
from caruso.objects.layouts.content import SHIPPED, TIMELINE, Content
from caruso.objects.layouts.draft import Draft
from caruso.objects.layouts.home import HOME
from caruso.objects.layouts.home import POSITIONS as HOME_POSITIONS
from caruso.objects.layouts.panels import KINDS
from caruso.objects.layouts.place import IN_SECTIONS, WITH_PANELS, Place, faces_of
from caruso.objects.layouts.placing import POSITIONS, by_present_name, former_names
from caruso.objects.model_file.marked import Line, Marked, problem_at
from caruso.objects.model_file.model import Model, ScreenModel
from caruso.objects.model_file.reader import Reader
from caruso.objects.models.layout import Face
from caruso.screens.description import screen_of

HOME_NAME = "home"
_TEXTS = ("kind", "name", "position")


def read(reader: Reader, data: Marked, model: Model) -> None:
    found = reader.mapping(data, "screens")
    for name in found:
        for said in reader.rows(found, name):
            one = _read_one(reader, HOME if name == HOME_NAME else name, said)
            if one.key in model.screens:
                reader.tell(said.line, _("This screen is there twice."))
            model.screens[one.key] = one
            model.lines.setdefault((one.role,), said.line)


def _read_one(reader: Reader, object: str, said: Marked) -> ScreenModel:
    face = reader.text(said, "face")
    if face not in set(Face) or (face == Face.HOME) != (object == HOME):
        reader.tell(said.line_of("face"), _("There is no screen “%(name)s”.") % {"name": face[:40]})
        return ScreenModel(object, face, "", {}, said.line)
    parts = {"face", "role", "left_out"}
    content: dict[str, Any] = {}
    if face in IN_SECTIONS:
        parts.add("sections")
        content["sections"] = [_section(reader, one) for one in reader.rows(said, "sections")]
    elif face != Face.HOME:
        parts.add("fields")
        content["fields"] = reader.names(said, "fields")
    if face in WITH_PANELS:
        parts.add("panels")
        content["panels"] = [_panel(reader, one, face) for one in reader.rows(said, "panels")]
    reader.refuse_unknown(said, parts)
    if "left_out" in said:
        content["left_out"] = sorted(reader.names(said, "left_out"))
    return ScreenModel(object, face, reader.text(said, "role", longest=120), content, said.line)


def _section(reader: Reader, said: Marked) -> dict[str, Any]:
    reader.refuse_unknown(said, ("title", "labels", "fields", "closed", "when"))
    found: dict[str, Any] = {
        "title": reader.text(said, "title"),
        "labels": reader.labels(said, "labels", False),
        "closed": reader.truth(said, "closed"),
        "when": reader.text(said, "when"),
    }
    return {**_said(found), "fields": reader.names(said, "fields")}


def _panel(reader: Reader, said: Marked, face: str) -> dict[str, Any]:
    reader.refuse_unknown(said, (*_TEXTS, "labels", "settings"))
    found: dict[str, Any] = {name: reader.text(said, name) for name in _TEXTS}
    if found["kind"] not in (SHIPPED, TIMELINE, *KINDS):
        reader.tell(said.line_of("kind"), _("There is no panel “%(name)s”.") % {"name": found["kind"][:40]})
    if found["position"] not in (HOME_POSITIONS if face == Face.HOME else POSITIONS):
        reader.tell(said.line_of("position"), _("There is no place “%(name)s”.") % {"name": found["position"][:40]})
    found["labels"] = reader.labels(said, "labels", False)
    settings = reader.mapping(said, "settings")
    asked = KINDS[found["kind"]].asks if found["kind"] in KINDS else ()
    reader.refuse_unknown(settings, asked)
    found["settings"] = _said({name: reader.text(settings, name) for name in asked})
    return _said(found)


def _said(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in ("", {}, [], False, None)}


def to_file(object: str, face: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as a file has it: without the fields and panels that are no more, and what says nothing left out."""
    place = _place(object, face)
    there, panels = set(place.offered_fields()), set(place.offered_panels())
    former = former_names(place.screen) if place.screen and face == Face.RECORD else {}
    found: dict[str, Any] = {}
    if "sections" in content:
        found["sections"] = [
            {**_said({**one, "fields": None}), "fields": [name for name in one.get("fields", []) if name in there]}
            for one in content["sections"]
        ]
    if "fields" in content:
        found["fields"] = [name for name in content["fields"] if name in there]
    if "panels" in content:
        named = [by_present_name(one, former) for one in content["panels"]]
        found["panels"] = [
            _said({**one, "settings": _said(one.get("settings", {}))})
            for one in named
            if one["kind"] != SHIPPED or one.get("name") in panels
        ]
    found["left_out"] = sorted({former.get(name, name) for name in content.get("known", [])} - _placed(found))
    return found


def _placed(found: Mapping[str, Any]) -> set[str]:
    names = {name for one in found.get("sections", []) for name in one["fields"]} | set(found.get("fields", []))
    return names | {one["name"] for one in found.get("panels", []) if "name" in one}


def _place(object: str, face: str, role: Role | None = None) -> Place:
    """Raises KeyError for an object that is not there, or has no such face."""
    screen = screen_of(object) if object != HOME else None
    if screen is not None and face not in faces_of(screen):
        raise KeyError(face)
    return Place(screen, Face(face), role)


def written(model: Model) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for one in model.screens.values():
        said = {"face": one.face, **({"role": one.role} if one.role else {}), **one.content}
        said |= {name: [_on_lines(row) for row in said[name]] for name in ("sections", "panels") if name in said}
        found.setdefault(one.object or HOME_NAME, []).append(said)
    return found


def _on_lines(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: Line(value) if isinstance(value, dict) else value for name, value in row.items()}


def content_of(one: ScreenModel) -> tuple[Place, Content]:
    """What is kept of it, held against what there is, as the builder does. Raises ValidationError with its line."""
    role = Role.objects.get(name=one.role) if one.role else None
    try:
        place = _place(one.object, one.face, role)
    except KeyError as missing:
        message = (
            _("There is no object “%(name)s”.")
            if missing.args == (one.object,)
            else _("There is no screen “%(name)s”.")
        )
        raise problem_at(one.line, message % {"name": str(missing.args[0])[:80]}) from None
    content: Any = {name: value for name, value in one.content.items() if name != "left_out"}
    placed = _placed(one.content)
    known = {*place.offered_fields(), *place.offered_panels()}
    if unknown := sorted(placed - known):
        message = _("There is nothing called “%(name)s” to place on this screen.")
        raise problem_at(one.line, message % {"name": unknown[0][:80]})
    draft = Draft(place, content)
    draft.check()
    if errors := [text for found in draft.errors.values() for text in found.values()]:
        raise problem_at(one.line, " ".join(errors))
    left_out = one.content.get("left_out")
    content["known"] = sorted(known if left_out is None else placed | set(left_out))
    return place, content


def title_of(one: ScreenModel) -> str:
    """“Record page · Manager”."""
    said = _("everybody") if not one.role else one.role
    return f"{capfirst(Face(one.face).label)} · {said}"


def differences(before: ScreenModel | None, after: ScreenModel) -> list[tuple[str, Any, Any]]:
    was, told = before.content if before else {}, after.content
    return [(name, was.get(name), value) for name, value in told.items() if was.get(name) != value]
