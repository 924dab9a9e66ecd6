"""A model as this package handles it: what a file says, and what Caruso has at the moment."""

from dataclasses import dataclass, field
from typing import Any

from caruso.kernel.models import CustomField
from caruso.objects.modelling.settings import SETTINGS
from caruso.objects.models import ModelledObject


@dataclass
class FieldModel:
    name: str
    kind: str
    labels: dict[str, str]
    required: bool = False
    help: str = ""
    choices: list[dict[str, Any]] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @classmethod
    def of(cls, row: CustomField) -> "FieldModel":
        return cls(row.name, row.kind, row.labels, row.required, row.help, row.choices, row.options)


@dataclass
class ObjectModel:
    name: str
    labels: dict[str, str]
    plurals: dict[str, str]
    settings: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, FieldModel] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        return f"objects.{self.name}"


@dataclass
class Model:
    """`extended` are fields added to built-in objects, by the key of the object."""

    objects: dict[str, ObjectModel] = field(default_factory=dict)
    extended: dict[str, dict[str, FieldModel]] = field(default_factory=dict)

    def fields_of(self, key: str) -> dict[str, FieldModel]:
        if key.startswith("objects."):
            found = self.objects.get(key.removeprefix("objects."))
            return found.fields if found else {}
        return self.extended.get(key, {})


def present() -> Model:
    """Everything in use, nothing of what rests in the bin."""
    model = Model()
    for definition in ModelledObject.objects.filter(archived_at=None):
        settings = {name: getattr(definition, name) for name in SETTINGS}
        model.objects[definition.name] = ObjectModel(definition.name, definition.labels, definition.plurals, settings)
    for row in CustomField.objects.filter(archived_at=None):
        if row.object.startswith("objects."):
            if found := model.objects.get(row.object.removeprefix("objects.")):
                found.fields[row.name] = FieldModel.of(row)
        else:
            model.extended.setdefault(row.object, {})[row.name] = FieldModel.of(row)
    return model
