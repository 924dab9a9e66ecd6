"""What an arrangement says, as it is kept in JSON.

    {"sections": [...], "panels": [...], "fields": [...], "known": [...]}

A record page has sections and panels, a form sections, a list, a board's card and the peek fields, the home page panels.
`known` are the names that the description had when the arrangement was saved: what is not among them has come since and
appears, what is among them and has no place was taken out.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from caruso.kernel.labels import later


class SectionContent(TypedDict, total=False):
    """`title` is the English title of the shipped section whose name this one bears, unless it has `labels`."""

    title: str
    labels: dict[str, str]
    fields: list[str]
    closed: bool
    when: str


class PanelContent(TypedDict, total=False):
    """A shipped panel by its `name`, or one of the firm's own with what its kind asks for."""

    kind: str
    name: str
    position: str
    labels: dict[str, str]
    settings: dict[str, str]


class Content(TypedDict, total=False):
    sections: list[SectionContent]
    panels: list[PanelContent]
    fields: list[str]
    known: list[str]


SHIPPED = "shipped"
TIMELINE = "timeline"


def with_gained(placed: Sequence[str], shipped: Sequence[str], known: Iterable[str]) -> list[str]:
    """The placed names with what the description has gained since, each after what it follows there, or at the end."""
    found, was = list(placed), set(known)
    for index, name in enumerate(shipped):
        if name in was or name in found:
            continue
        before = shipped[index - 1] if index else ""
        found.insert(found.index(before) + 1 if before in found else len(found), name)
    return found


def sections_with_gained(
    sections: Sequence[SectionContent], shipped: Sequence[str], known: Iterable[str]
) -> list[SectionContent]:
    """The same for fields in sections: each new one stands in the section of what it follows, or in the last."""
    found: list[SectionContent] = [{**section, "fields": list(section.get("fields", []))} for section in sections]
    found = found or [{"fields": []}]
    placed = {name for section in found for name in section["fields"]}
    was = set(known)
    for index, name in enumerate(shipped):
        if name in was or name in placed:
            continue
        before = shipped[index - 1] if index else ""
        section = next((one for one in found if before in one["fields"]), found[-1])
        fields = section["fields"]
        fields.insert(fields.index(before) + 1 if before in fields else len(fields), name)
        placed.add(name)
    return found


def title_of(section: SectionContent, titles: Mapping[str, Any]) -> Any:
    """What a section is called: the firm's own words, or those of the shipped section in the reader's language."""
    if labels := section.get("labels"):
        return later(labels)
    return titles.get(section.get("title", ""), "")
