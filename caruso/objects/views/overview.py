"""All objects: as cards, and as a graph of how they hang together."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from caruso.kernel.models import CustomField
from caruso.kernel.request import Request
from caruso.objects.blueprints import blueprints
from caruso.objects.models import ModelledObject
from caruso.objects.views.log import log_of
from caruso.screens.description import Screen, screens
from caruso.ui.navigation import GROUPS
from caruso.ui.office.doors import administration

#: More records than this are only said to be more.
COUNTED = 1000


@dataclass
class Node:
    """An object and what it leads to; `links` are (field label, key of the object)."""

    screen: Screen
    added: int
    is_modelled: bool
    links: list[tuple[Any, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.screen.key

    @property
    def address(self) -> str:
        return reverse("objects:object", args=[self.key])

    @property
    def is_elsewhere(self) -> bool:
        """Kept in another database, which is not asked here: it may be slow or away."""
        return hasattr(self.screen.model, "SOURCE")

    @property
    def records(self) -> int:
        return self.screen.model.objects.live()[: COUNTED + 1].count()

    @property
    def more(self) -> bool:
        return self.records > COUNTED


@administration
def all_objects(request: Request) -> HttpResponse:
    nodes = _nodes()
    modelled = [node for node in nodes if node.is_modelled]
    built_in = [node for node in nodes if not node.is_modelled]
    groups: dict[str, list[Node]] = {}
    for node in built_in:
        groups.setdefault(node.screen.group, []).append(node)
    named = [(GROUPS.get(group, ""), found) for group, found in sorted(groups.items(), key=lambda one: _rank(one[0]))]
    context = {
        "modelled": modelled, "groups": named, "counted": COUNTED, "blueprints": blueprints(), "log": log_of(None),
        "in_bin": _in_bin(),
    }  # fmt: skip
    return render(request, "objects/overview.html", context)


@administration
def graph(request: Request) -> HttpResponse:
    nodes = _nodes()
    labels = {node.key: node.screen.label_plural for node in nodes}
    for node in nodes:
        node.links = [
            (one.label, one.target) for one in node.screen.object.fields.values() if one.target in labels
        ]  # fmt: skip
    return render(request, "objects/graph.html", {"nodes": nodes, "labels": labels, "in_bin": _in_bin()})


def _nodes() -> list[Node]:
    added: dict[str, int] = {}
    for key in CustomField.objects.filter(archived_at=None).values_list("object", flat=True):
        added[key] = added.get(key, 0) + 1
    found = [Node(screen, added.get(screen.key, 0), screen.key.startswith("objects.")) for screen in screens()]
    return sorted(found, key=lambda node: str(node.screen.label_plural).lower())


def _rank(group: str) -> int:
    return list(GROUPS).index(group) if group in GROUPS and group else len(GROUPS)


def _in_bin() -> int:
    fields = CustomField.objects.exclude(archived_at=None)
    return ModelledObject.objects.exclude(archived_at=None).count() + fields.count()
