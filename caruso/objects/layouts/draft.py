"""An arrangement as it was sent by the builder: the order of its parts is the order in which they stand on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.objects.layouts.content import SHIPPED, TIMELINE, Content, PanelContent, SectionContent
from caruso.objects.layouts.home import POSITIONS as HOME_POSITIONS
from caruso.objects.layouts.panels import KINDS, make_panel
from caruso.objects.layouts.place import IN_SECTIONS, WITH_PANELS, Place
from caruso.objects.layouts.placing import POSITIONS
from caruso.objects.models.layout import Face

LONGEST = 2_000
MOST_ITEMS = 2_000
OUT = "out"


@dataclass
class Draft:
    """`errors` are by the part (`section-0`, `panel-2`) and what is wrong in it; under "" what is wrong with the whole."""

    place: Place
    content: Content
    errors: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def posted(cls, place: Place, data: QueryDict) -> "Draft":
        draft = cls(place, _content(place, data))
        draft.check()
        return draft

    @property
    def is_valid(self) -> bool:
        return not self.errors

    def to_keep(self) -> Content:
        """What is stored: the content with the names that were there to choose from."""
        return {**self.content, "known": self.place.known()}

    def check(self) -> None:
        screen = self.place.screen
        for number, section in enumerate(self.content.get("sections", [])):
            if screen is not None and section.get("when"):
                try:
                    check(parse(section["when"]), screen.object, None)
                except ConditionProblem as problem:
                    self.errors[f"section-{number}"] = {"when": str(problem)}
        for number, panel in enumerate(self.content.get("panels", [])):
            if panel["kind"] in KINDS:
                try:
                    make_panel(panel).check(screen)
                except ValidationError as problem:
                    self.errors[f"panel-{number}"] = {n: " ".join(m) for n, m in problem.message_dict.items()}
        if self.place.face == Face.FORM and screen is not None:
            self._refuse_unasked()
        if self.place.face == Face.LIST and not self.content.get("fields"):
            self.errors[""] = {"": _("A list needs at least one column.")}

    def _refuse_unasked(self) -> None:
        """What must be filled in has to be asked for, and of every record."""
        assert self.place.screen is not None
        sections = self.content.get("sections", [])
        asked = {name for section in sections if not section.get("when") for name in section["fields"]}
        missing = [
            str(one.label)
            for name in self.place.shipped_fields()
            if (one := self.place.screen.field(name)).required
            and one.editable
            and not one.never_empty
            and one.default in (None, "")
            and name not in asked
        ]
        if missing:
            said = _("These fields must be filled in, so every form has to ask for them: %(names)s.")
            self.errors[""] = {"": said % {"names": ", ".join(missing)}}


def _content(place: Place, data: QueryDict) -> Content:
    sections: list[SectionContent] = []
    panels: list[PanelContent] = []
    fields: list[str] = []
    positions = HOME_POSITIONS if place.screen is None else POSITIONS
    zone, offered, placed = OUT, set(place.offered_fields()), set()
    for item in data.getlist("item")[:MOST_ITEMS]:
        kind, _colon, name = item.partition(":")
        if kind == "zone":
            zone = name
        elif kind == "section" and zone != OUT:
            sections.append(_section(name, data))
        elif kind == "field" and zone != OUT and name in offered and name not in placed:
            placed.add(name)
            if place.face not in IN_SECTIONS:
                fields.append(name)
                continue
            if not sections:
                sections.append({"fields": []})
            sections[-1]["fields"].append(name)
        elif kind == "panel" and zone in positions and (panel := _panel(name, zone, place, data)):
            panels.append(panel)
    content = Content()
    if place.face in IN_SECTIONS:
        content["sections"] = sections
    elif place.screen is not None:
        content["fields"] = fields
    if place.face in WITH_PANELS:
        content["panels"] = panels
    return content


def _section(name: str, data: QueryDict) -> SectionContent:
    return {
        "title": _text(data, f"{name}-title"),
        "labels": _labels(data, name),
        "fields": [],
        "closed": f"{name}-closed" in data,
        "when": _text(data, f"{name}-when"),
    }


def _panel(name: str, zone: str, place: Place, data: QueryDict) -> PanelContent | None:
    kind = data.get(f"{name}-kind", "")
    if kind == TIMELINE and place.face == Face.RECORD:
        return {"kind": TIMELINE, "position": "middle"}
    if kind == SHIPPED and (shipped := _text(data, f"{name}-name")) in place.offered_panels():
        return {"kind": SHIPPED, "name": shipped, "position": zone}
    if kind not in KINDS:
        return None
    asked = {one: _text(data, f"{name}-{one}", lines=one == "text") for one in KINDS[kind].asks}
    return {"kind": kind, "position": zone, "labels": _labels(data, name), "settings": asked}


def _labels(data: Mapping[str, Any], name: str) -> dict[str, str]:
    found = {code: _text(data, f"{name}-label-{code}")[:80] for code, _name in settings.LANGUAGES}
    return {code: label for code, label in found.items() if label}


def _text(data: Mapping[str, Any], name: str, *, lines: bool = False) -> str:
    text = str(data.get(name, "")).replace("\x00", "")[:LONGEST].strip()
    return text if lines else " ".join(text.split())
