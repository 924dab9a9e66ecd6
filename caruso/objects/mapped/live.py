"""The mapped objects as this process knows them, made anew when the schema is another one than they were made for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import connection

from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import ObjectSet
from caruso.objects.mapped.building import build_model
from caruso.objects.mapped.described import MappedBusinessObject
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.panels import panels_beside
from caruso.objects.mapped.screen import MappedScreen
from caruso.objects.modelled.registry import ModelledApps
from caruso.screens.description import Panel, Screen


@dataclass(frozen=True)
class Live:
    """Everything that was made of the mappings of one version of the schema; `panels` by the object they stand with."""

    version: int | None = None
    objects: ObjectSet = field(default_factory=ObjectSet)
    screens: Mapping[str, Screen] = field(default_factory=dict)
    panels: Mapping[str, tuple[Panel, ...]] = field(default_factory=dict)


_EMPTY = Live()
_live = _EMPTY
_making = Lock()
_is_installed = False


def current() -> Live:
    """The mapped objects of the schema that this request or job found."""
    global _live
    if not _installed():
        return _EMPTY
    version = current_organisation().schema_version
    if _live.version != version:
        with _making:
            if _live.version != version:
                _live = _make(version)
    return _live


def forget() -> None:
    """Make everything anew at the next question."""
    global _live
    _live = _EMPTY


def _installed() -> bool:
    global _is_installed
    if not _is_installed:
        _is_installed = MappedObject._meta.db_table in connection.introspection.table_names()
    return _is_installed


def _make(version: int) -> Live:
    """Without a question to any of the mapped databases: one that is away must not hold up the others."""
    apps = ModelledApps()
    described: dict[str, MappedBusinessObject] = {}
    models_of: dict[str, Any] = {}
    for definition in _targets_first(MappedObject.objects.filter(archived_at=None).select_related("connection")):
        definition.connection.open()
        model = models_of[definition.key] = build_model(definition, models_of, apps)
        described[definition.key] = MappedBusinessObject(definition, model)
    definitions = {key: one.definition for key, one in described.items()}
    panels = {key: tuple(beside) for key, beside in panels_beside(definitions, models_of).items()}
    screens = {key: MappedScreen(one) for key, one in described.items()}
    return Live(version, ObjectSet(dict(described)), screens, panels)


def _targets_first(definitions: Any) -> list[MappedObject]:
    """So that what a relation leads to is there before it; of a circle one link is left out."""
    left = {definition.key: definition for definition in definitions}
    ordered: list[MappedObject] = []
    while left:
        free = [one for one in left.values() if not _targets(one) & left.keys() - {one.key}]
        for one in free or [next(iter(left.values()))]:
            ordered.append(left.pop(one.key))
    return ordered


def _targets(definition: MappedObject) -> set[str]:
    return {one["target"] for one in definition.fields if one["kind"] == "relation"}
