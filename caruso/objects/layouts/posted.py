"""An arrangement as the builder sends it: the order of its parts is the order in which they stand on the page."""

import re
from typing import Any

from django.conf import settings
from django.http import QueryDict

from caruso.objects.asked_condition import WHEN, WHERE, AskedCondition, posted_condition
from caruso.objects.layouts.content import SHIPPED, TIMELINE, Content, PanelContent, SectionContent
from caruso.objects.layouts.home import POSITIONS as HOME_POSITIONS
from caruso.objects.layouts.panels import KINDS
from caruso.objects.layouts.panels.source import source_screen
from caruso.objects.layouts.place import IN_SECTIONS, WITH_PANELS, Place
from caruso.objects.layouts.placing import POSITIONS
from caruso.objects.models.layout import Face
from caruso.screens.description import Screen

LONGEST = 2_000
MOST_ITEMS = 2_000
OUT = "out"
#: What the names of the inputs of one piece begin with.
KEY = re.compile(r"[a-z0-9]{1,20}")


class Posted:
    """`keys` and `conditions` are those of the pieces, by `section-0`, `panel-2`."""

    def __init__(self, place: Place, data: QueryDict, user: Any) -> None:
        self.place, self.data, self.user = place, data, user
        self.keys: dict[str, str] = {}
        self.conditions: dict[str, AskedCondition] = {}

    def content(self) -> Content:
        sections: list[SectionContent] = []
        panels: list[PanelContent] = []
        fields: list[str] = []
        positions = HOME_POSITIONS if self.place.screen is None else POSITIONS
        zone, offered, placed = OUT, set(self.place.offered_fields()), set()
        for item in self.data.getlist("item")[:MOST_ITEMS]:
            kind, _colon, name = item.partition(":")
            if kind == "zone":
                zone = name
            elif kind == "section" and zone != OUT and KEY.fullmatch(name):
                sections.append(self._section(name, f"section-{len(sections)}"))
            elif kind == "field" and zone != OUT and name in offered and name not in placed:
                placed.add(name)
                if self.place.face not in IN_SECTIONS:
                    fields.append(name)
                    continue
                if not sections:
                    sections.append({"fields": []})
                sections[-1]["fields"].append(name)
            elif kind == "panel" and zone in positions and KEY.fullmatch(name):
                panel = self._panel(name, zone, f"panel-{len(panels)}")
                panels += [panel] if panel else []
        content = Content()
        if self.place.face in IN_SECTIONS:
            content["sections"] = sections
        elif self.place.screen is not None:
            content["fields"] = fields
        if self.place.face in WITH_PANELS:
            content["panels"] = panels
        return content

    def _section(self, key: str, piece: str) -> SectionContent:
        self.keys[piece] = key
        asked = self._condition(WHEN, key, self.place.screen)
        self.conditions[piece] = asked
        return {
            "title": self._text(f"{key}-title"),
            "labels": self._labels(key),
            "fields": [],
            "closed": f"{key}-closed" in self.data,
            "when": asked.text,
        }

    def _panel(self, key: str, zone: str, piece: str) -> PanelContent | None:
        kind = self.data.get(f"{key}-kind", "")
        if kind == TIMELINE and self.place.face == Face.RECORD:
            return {"kind": TIMELINE, "position": "middle"}
        if kind == SHIPPED and (shipped := self._text(f"{key}-name")) in self.place.offered_panels():
            return {"kind": SHIPPED, "name": shipped, "position": zone}
        if kind not in KINDS:
            return None
        self.keys[piece] = key
        asked = {one: self._text(f"{key}-{one}", lines=one == "text") for one in KINDS[kind].asks}
        if WHERE in asked:
            asked[WHERE] = self._where(key, piece, asked["source"])
        return {"kind": kind, "position": zone, "labels": self._labels(key), "settings": asked}

    def _where(self, key: str, piece: str, source: str) -> str:
        screen = source_screen(source, self.place.screen)
        asked = self._condition(WHERE, key, screen)
        if screen is None:
            return self._text(asked.name)
        self.conditions[piece] = asked
        return asked.text

    def _condition(self, which: str, key: str, screen: Screen | None) -> AskedCondition:
        """Nothing is asked where it was not opened."""
        unasked = AskedCondition(which, key)
        return posted_condition(which, screen, self.user, self.data, key=key) if unasked.name in self.data else unasked

    def _labels(self, key: str) -> dict[str, str]:
        found = {code: self._text(f"{key}-label-{code}")[:80] for code, _name in settings.LANGUAGES}
        return {code: label for code, label in found.items() if label}

    def _text(self, name: str, *, lines: bool = False) -> str:
        text = str(self.data.get(name, "")).replace("\x00", "")[:LONGEST].strip()
        return text if lines else " ".join(text.split())
