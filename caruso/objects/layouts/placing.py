"""Where the panels of an arranged record page stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from typing import Any

from caruso.objects.layouts.content import SHIPPED, TIMELINE, Content, PanelContent, with_gained
from caruso.objects.layouts.panels import make_panel
from caruso.screens.description import Panel, Related, Screen, panels_beside
from caruso.screens.records.related import panels_of_links

POSITIONS = ("top", "middle", "side")


def shipped_panels(screen: Screen) -> Mapping[str, Panel]:
    """The panels by name as they stand on the page: of later rooms, of the description, of links that were made."""
    return _numbered(screen, lambda panel: panel.name)


def former_names(screen: Screen) -> Mapping[str, str]:
    """What arrangements called panels before these had names of their own, and what they are called now."""
    now = {id(panel): name for name, panel in shipped_panels(screen).items()}
    return {
        name: now[id(panel)]
        for name, panel in _numbered(screen, lambda panel: type(panel).__name__).items()
        if name not in now.values() and id(panel) in now
    }


def _numbered(screen: Screen, named: Callable[[Panel], str]) -> dict[str, Panel]:
    found: dict[str, Panel] = {}
    for panel in (*screen.late_panels, *panels_beside(screen), *panels_of_links(screen)):
        stem = name = named(panel)
        number = 2
        while name in found:
            name, number = f"{stem}.{number}", number + 1
        found[name] = panel
    return found


def place_panels(arranged: Any, screen: Screen, content: Content | None, *, at_once: bool) -> None:
    """Set the panels of the arranged screen. What stands at the side is asked for once the page is there."""
    if content is None:
        if at_once:
            arranged.panels = (*screen.late_panels, *panels_beside(screen), *panels_of_links(screen))
            arranged.late_panels, arranged.with_added = (), False
        return
    arranged.with_added = False
    placed = list(panels_in(screen, content))
    arranged.with_timeline = any(panel is None for _position, panel in placed)
    shown = [_placed(panel, position) for position, panel in _around_timeline(placed)]
    late = [] if at_once else [panel for panel in shown if panel.position == "side"]
    arranged.late_panels = late
    arranged.panels = [panel for panel in shown if panel not in late]


def placed_content(screen: Screen, content: Content) -> list[PanelContent]:
    """The panels that the arrangement places, and those that the description has gained since."""
    shipped, former = shipped_panels(screen), former_names(screen)
    panels = [by_present_name(one, former) for one in content.get("panels", [])]
    placed = [one for one in panels if one["kind"] != SHIPPED or one.get("name") in shipped]
    names = [one.get("name", "") for one in placed if one["kind"] == SHIPPED]
    known = [former.get(name, name) for name in content.get("known", [])]
    for name in with_gained(names, list(shipped), known):
        if name not in names:
            placed.append({"kind": SHIPPED, "name": name, "position": shipped[name].position})
    return placed


def by_present_name(one: PanelContent, former: Mapping[str, str]) -> PanelContent:
    name = one.get("name", "")
    return {**one, "name": former[name]} if one["kind"] == SHIPPED and name in former else one


def panels_in(screen: Screen, content: Content) -> Iterable[tuple[str, Panel | None]]:
    """Each panel with its position; None is the timeline."""
    shipped = shipped_panels(screen)
    for one in placed_content(screen, content):
        if one["kind"] == TIMELINE:
            yield "middle", None
        elif one["kind"] == SHIPPED:
            panel = shipped[one["name"]]
            if not isinstance(panel, Related) or panel.collection in screen.object.collections:
                yield one.get("position", panel.position), panel
        else:
            yield one.get("position", "side"), make_panel(one)


def _around_timeline(placed: Sequence[tuple[str, Panel | None]]) -> Iterable[tuple[str, Panel]]:
    after = False
    for position, panel in placed:
        if panel is None:
            after = True
        else:
            yield "under" if after and position == "middle" else position, panel


def _placed(panel: Panel, position: str) -> Panel:
    if panel.position == position:
        return panel
    moved = copy(panel)
    object.__setattr__(moved, "position", position)
    return moved
