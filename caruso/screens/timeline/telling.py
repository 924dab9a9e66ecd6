"""How events are told on timelines. A room that has a better way for its objects registers a `Teller`."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

CHANGES = ("created", "changed", "binned", "restored", "merged", "imported", "unmerged", "undone")


@dataclass(frozen=True)
class Teller:
    """Tells the events of one object. `template` gets `item`; with `once`, only the newest event of a record is told."""

    template: str = "screens/timeline/_event.html"
    once: bool = False


@dataclass(frozen=True)
class Filter:
    """A choice above the timeline: only entries of these kinds."""

    name: str
    label: Any
    kinds: tuple[str, ...] = ()


@dataclass
class Telling:
    """Who tells what, and what can be chosen."""

    tellers: dict[str, Teller] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list)

    def of(self, object: str) -> Teller:
        return self.tellers.get(object, GENERAL)

    def chosen(self, name: str) -> Filter:
        return next((one for one in self.filters if one.name == name), self.filters[0])


GENERAL = Teller()
#: What was done, by kind of event, as it stands between who and what; `object:kind` where the kind alone says too little.
SENTENCES: dict[str, Any] = {
    "created": _("added"),
    "changed": _("changed"),
    "binned": _("put into the bin"),
    "restored": _("brought back from the bin"),
    "merged": _("merged with a duplicate"),
    "unmerged": _("took a merge back"),
    "imported": _("imported"),
    "undone": _("took an import back"),
    "destroyed": _("destroyed for good"),
    "completed": _("completed"),
    "reopened": _("opened again"),
    "attached": _("added a file"),
    "detached": _("removed a file"),
}
ICONS: dict[str, tuple[str, str]] = {
    "created": ("plus", "green"),
    "changed": ("pencil", "gray"),
    "binned": ("trash-2", "red"),
    "restored": ("undo-2", "teal"),
    "merged": ("git-merge", "violet"),
    "unmerged": ("git-branch", "violet"),
    "imported": ("upload", "amber"),
    "undone": ("undo-2", "amber"),
    "attached": ("paperclip", "blue"),
    "detached": ("paperclip", "gray"),
    "completed": ("check", "green"),
}


def sentence(object: str, kind: str) -> Any:
    return SENTENCES.get(f"{object}:{kind}") or SENTENCES.get(kind) or kind.replace("_", " ")


def icon(object: str, kind: str) -> tuple[str, str]:
    """An icon and its hue."""
    return ICONS.get(f"{object}:{kind}") or ICONS.get(kind) or ("circle-dot", "gray")


telling = Telling(filters=[Filter("all", _("Everything")), Filter("changes", _("Changes"), CHANGES)])
