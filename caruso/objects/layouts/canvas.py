"""What the builder shows: the zones of a face with what stands in them, and what is left to choose from."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caruso.kernel.fields import Field
from caruso.kernel.objects import Collection
from caruso.objects.asked_condition import WHEN, WHERE, AskedCondition, asked_condition
from caruso.objects.forms.labels import readers_first
from caruso.objects.layouts.arranging import titles_of
from caruso.objects.layouts.content import SHIPPED, TIMELINE, PanelContent, SectionContent, title_of
from caruso.objects.layouts.draft import Draft
from caruso.objects.layouts.panels import KINDS
from caruso.objects.layouts.panels.chart import is_grouping
from caruso.objects.layouts.panels.measure import FUNCTIONS, is_measured
from caruso.objects.layouts.panels.source import offered_sources, source_screen
from caruso.objects.layouts.pieces import FieldItem, Label, PanelItem, SectionItem, Zone
from caruso.objects.layouts.place import IN_SECTIONS, WITH_PANELS
from caruso.objects.models.layout import Face
from caruso.screens.description import Screen, screen_of

_ZONES: dict[str, tuple[tuple[str, Any], ...]] = {
    Face.RECORD: (
        ("top", gettext_lazy("Across the page")),
        ("sections", gettext_lazy("Facts")),
        ("middle", gettext_lazy("Middle")),
        ("side", gettext_lazy("Side")),
    ),
    Face.FORM: (("sections", gettext_lazy("Sections of the form")),),
    Face.LIST: (("fields", gettext_lazy("Columns")),),
    Face.BOARD: (("fields", gettext_lazy("Fields of a card")),),
    Face.PEEK: (("fields", gettext_lazy("Fields beside the list")),),
    Face.HOME: (
        ("top", gettext_lazy("Across the page")),
        ("left", gettext_lazy("Left")),
        ("right", gettext_lazy("Right")),
    ),
}


class Canvas:
    """One face as it is being arranged."""

    def __init__(self, draft: Draft, user: Any) -> None:
        self.draft, self.user = draft, user
        self.place, self.content, self.errors = draft.place, draft.content, draft.errors

    @property
    def zones(self) -> list[Zone]:
        return [Zone(name, label, _takes(name), self._items(name)) for name, label in _ZONES[self.place.face]]

    @property
    def left_out(self) -> list[Zone]:
        """What can be put on the page."""
        zones = []
        if self.place.screen is not None:
            placed = {name for section in self.content.get("sections", []) for name in section["fields"]}
            placed |= set(self.content.get("fields", []))
            fields = [self._field(name) for name in self.place.offered_fields() if name not in placed]
            zones.append(Zone("out", _("Fields"), "field", sorted(fields, key=lambda one: one.label.casefold())))
        if self.place.face in WITH_PANELS:
            there = {one.get("name") for one in self.content.get("panels", []) if one["kind"] == SHIPPED}
            names = [name for name in self.place.offered_panels() if name not in there]
            panels = [self._shipped(f"out{number}", name) for number, name in enumerate(names)]
            kinds = {one["kind"] for one in self.content.get("panels", [])}
            if self.place.face == Face.RECORD and TIMELINE not in kinds:
                panels.append(_timeline("outtimeline"))
            zones.append(Zone("out", _("Panels"), "panel", panels))
        return zones

    @property
    def in_sections(self) -> bool:
        return self.place.face in IN_SECTIONS

    @property
    def blank_section(self) -> SectionItem:
        return SectionItem("__key__", _("New section"), _labels({}), False, AskedCondition(WHEN, "__key__"), [])

    @property
    def blank_panels(self) -> list[PanelItem]:
        """One of each kind that can be added."""
        if self.place.face not in WITH_PANELS:
            return []
        return [_own({"kind": kind}, "__key__", {}, AskedCondition(WHERE, "__key__")) for kind in KINDS]

    @property
    def functions(self) -> Iterable[tuple[str, Any]]:
        return FUNCTIONS.items()

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """What panels can be about, with the fields that can be measured and that make groups."""
        return [
            {
                "name": name,
                "label": capfirst(str(label)),
                "measured": [(one.name, _label(one)) for one in screen.object.fields.values() if is_measured(one)],
                "grouping": [(one.name, _label(one)) for one in screen.object.fields.values() if is_grouping(one)],
            }
            for name, label, screen in offered_sources(self.place.screen)
        ]

    def _items(self, zone: str) -> list[Any]:
        if zone == "sections":
            titles = titles_of(self.place.shipped_sections())
            sections = enumerate(self.content.get("sections", []))
            return [self._section(number, section, titles) for number, section in sections]
        if zone == "fields":
            return [self._field(name) for name in self.content.get("fields", []) if self._is_there(name)]
        panels = enumerate(self.content.get("panels", []))
        return [self._all_panels[number] for number, one in panels if one.get("position") == zone]

    @cached_property
    def _all_panels(self) -> list[PanelItem]:
        """No two of the firm's own are called alike, wherever they stand."""
        found: list[PanelItem] = []
        for number, one in enumerate(self.content.get("panels", [])):
            item = self._panel(number, one)
            item.label = _unlike(item.label, {other.label for other in found})
            found.append(item)
        return found

    def _section(self, number: int, section: SectionContent, titles: Mapping[str, Any]) -> SectionItem:
        key = self.draft.keys.get(f"section-{number}", f"s{number}")
        return SectionItem(
            key,
            str(title_of(section, titles)) or _("Without a title"),
            _labels(section.get("labels", {}), _in_languages(titles.get(section.get("title", ""), ""))),
            section.get("closed", False),
            self._condition(f"section-{number}", key, WHEN, self.place.screen, section.get("when", "")),
            [self._field(name) for name in section["fields"] if self._is_there(name)],
            section.get("title", ""),
            self.errors.get(f"section-{number}", {}),
        )

    def _panel(self, number: int, panel: PanelContent) -> PanelItem:
        if panel["kind"] == TIMELINE:
            return _timeline(f"p{number}")
        if panel["kind"] == SHIPPED:
            return self._shipped(f"p{number}", panel["name"])
        piece, settings = f"panel-{number}", panel.get("settings", {})
        key = self.draft.keys.get(piece, f"p{number}")
        about_screen = source_screen(settings.get("source", ""), self.place.screen)
        condition = self._condition(piece, key, WHERE, about_screen, settings.get(WHERE, ""))
        item = _own(panel, key, self.errors.get(piece, {}), condition)
        if not panel.get("labels") and (about := self._about(panel)):
            item.label = f"{item.label}: {about}"
        return item

    def _condition(self, piece: str, key: str, which: str, screen: Screen | None, text: str) -> AskedCondition:
        if (posted := self.draft.conditions.get(piece)) is not None:
            return posted
        return asked_condition(which, screen if text else None, self.user, text, key=key)

    def _about(self, panel: PanelContent) -> str:
        """The records that a panel without a title shows."""
        source = panel.get("settings", {}).get("source", "")
        return next((one["label"] for one in self.sources if one["name"] == source), "")

    def _shipped(self, key: str, name: str) -> PanelItem:
        panel = self.place.offered_panels()[name]
        return PanelItem(key, SHIPPED, self._shipped_labels[name], self._icon(panel), name)

    @cached_property
    def _shipped_labels(self) -> Mapping[str, str]:
        """What each shipped panel is called, no two alike."""
        found: dict[str, str] = {}
        for name, panel in self.place.offered_panels().items():
            found[name] = _unlike(capfirst(str(self._called(panel) or name)), found.values())
        return found

    def _called(self, panel: Any) -> Any:
        if panel.label or panel.title:
            return panel.label or panel.title
        collection = self._collection(panel)
        return (collection.label or _plural(collection.target)) if collection else ""

    def _icon(self, panel: Any) -> str:
        collection = self._collection(panel)
        return panel.icon or (screen_of(collection.target).icon if collection else "") or "square"

    def _collection(self, panel: Any) -> Collection | None:
        """The records of the page's record that a shipped panel lists, if it lists some."""
        screen = self.place.screen
        return screen.object.collections.get(getattr(panel, "collection", "")) if screen else None

    def _field(self, name: str) -> FieldItem:
        assert self.place.screen is not None
        one = self.place.screen.field(name)
        return FieldItem(name, _label(one), self.place.face == Face.FORM and one.required and one.editable)

    def _is_there(self, name: str) -> bool:
        return self.place.screen is not None and name in self.place.screen.object.fields


def _unlike(label: str, others: Container[str]) -> str:
    """The label, with a number where another is called so."""
    number, found = 1, label
    while found in others:
        number += 1
        found = f"{label} ({number})"
    return found


def _plural(key: str) -> str:
    return screen_of(key).label_plural


def _takes(zone: str) -> str:
    return {"sections": "section", "fields": "field"}.get(zone, "panel")


def _label(one: Field) -> str:
    return str(capfirst(str(one.label)))


def _labels(given: Mapping[str, str], otherwise: Mapping[str, str] | None = None) -> list[Label]:
    """Language, its name, and the label; where none is given the shipped one shows as a hint."""
    names = dict(settings.LANGUAGES)
    return [(code, str(names[code]), given.get(code, ""), (otherwise or {}).get(code, "")) for code in readers_first()]


def _in_languages(title: Any) -> dict[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(title)
    return found


def _own(panel: PanelContent, key: str, errors: Mapping[str, str], condition: AskedCondition) -> PanelItem:
    kind = KINDS[panel["kind"]]
    made = kind(panel)
    return PanelItem(
        key, kind.kind, str(made.title), kind.icon, "", _labels(panel.get("labels", {})), panel.get("settings", {}),
        kind.asks, errors, condition,
    )  # fmt: skip


def _timeline(key: str) -> PanelItem:
    return PanelItem(key, TIMELINE, _("Timeline"), "history")
