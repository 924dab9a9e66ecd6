"""The model classes of objects that lead to each other: made when one of them is first asked for, and kept as long as
nothing that they are made of changes."""

from collections.abc import Mapping, Sequence
from threading import RLock
from typing import Any

from caruso.kernel.models.custom_field import CustomField
from caruso.objects.modelled.building import build_model, made_of
from caruso.objects.modelled.registry import ModelledApps
from caruso.objects.models import ModelledObject

Part = tuple[ModelledObject, Sequence[CustomField]]


class Kin:
    """Some objects with the fields that have columns. A class knows those it leads to, so they are all made at once."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self.made_of = [made_of(definition, rows) for definition, rows in parts]
        self._classes: dict[str, Any] = {}
        self._making = RLock()

    def model_of(self, key: str) -> Any:
        with self._making:
            if not self._classes:
                apps = ModelledApps()
                self._classes = {one.key: build_model(one, rows, apps) for one, rows in self._parts}
        return self._classes[key]


def kin_among(parts: Sequence[Part], before: Mapping[str, Kin]) -> dict[str, Kin]:
    """By key, each object with those that it leads to or that lead to it; as `before` where they are as they were."""
    found: dict[str, Kin] = {}
    for some in _connected(parts):
        kin = Kin(some)
        known = before.get(some[0][0].key)
        found |= dict.fromkeys(
            (definition.key for definition, _rows in some), known if known and known.made_of == kin.made_of else kin
        )
    return found


def _connected(parts: Sequence[Part]) -> list[list[Part]]:
    """The objects in groups between which no column leads."""
    groups: dict[str, list[Part]] = {part[0].key: [part] for part in parts}
    for definition, rows in parts:
        for row in rows:
            own, other = groups[definition.key], groups.get(row.options.get("target", ""))
            if other is not None and other is not own and not row.is_many:
                own += other
                groups |= {one.key: own for one, _rows in other}
    return list({id(group): group for group in groups.values()}.values())
