"""The business object of a definition."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.fields.from_model import fields_of
from caruso.kernel.labels import in_language, later
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.objects import BusinessObject, Collection
from caruso.objects.formulas.formula import Formula
from caruso.objects.modelled.building import bare_model
from caruso.objects.modelled.kin import Kin
from caruso.objects.modelled.record import MOMENTS
from caruso.objects.models import ModelledObject

#: Fields that every object has; they follow those that were modelled.
_LAST = (
    "currency", "owner", "team", "tags", "next_activity_at", "last_activity_at", "created_at", "created_by",
    "updated_at", "version",
)  # fmt: skip


class ModelledBusinessObject(BusinessObject):
    """A business object whose fields, but for a few, are rows."""

    def __init__(self, definition: ModelledObject, rows: Sequence[CustomField], kin: Kin) -> None:
        super().__init__(bare_model())
        self.definition, self.rows, self._kin = definition, rows, kin
        self.key = definition.key
        self.title = "name"
        # Made when it is asked for: a change of the model asks for few.
        del self.__dict__["model"]

    def _made(self) -> Any:
        return self._kin.model_of(self.key)

    model: Any = cached_property(_made)

    @property
    def label(self) -> str:
        return in_language(self.definition.labels)

    @property
    def label_plural(self) -> str:
        return in_language(self.definition.plurals or self.definition.labels)

    @cached_property
    def naming(self) -> Formula:
        """The formula that gives records their name, held against the fields as they are described here."""
        return Formula(self.key, self.definition.title, "text")

    @property
    def unmodelled(self) -> Any:
        return bare_model()

    @property
    def custom_fields(self) -> dict[str, Field]:
        return {}

    @property
    def built_in_fields(self) -> dict[str, Field]:
        if self._built_in is None:
            model: Any = self.model
            of_model = fields_of(model)
            if not model.HAS_ACTIVITIES:
                of_model = {name: one for name, one in of_model.items() if name not in MOMENTS}
            own = {row.name: field_of(row) for row in self.rows}
            first = {name: of_model[name] for name in of_model if name not in own and name not in _LAST}
            if self.definition.title:
                first["name"] = replace(first["name"], editable=False, required=False)
            last = {name: of_model[name] for name in _LAST if name in of_model and name not in own}
            self._built_in = {**first, **own, **last}
        return self._built_in


def field_of(row: CustomField) -> Field:
    """The description of a field that has a column of its own, or is worked out from others."""
    if not row.column:
        return row.as_field()
    most = {"text": 500, "email": 254, "url": 500, "phone": 32, "long_text": 50_000, "rich_text": 50_000}.get(row.kind)
    return replace(
        row.as_field(),
        custom=False,
        column=row.name,
        max_length=most,
        sort_column=f"{row.name}_base" if row.kind == "money" else "",
        currency_field="currency" if row.kind == "money" else "",
        base_column=f"{row.name}_base" if row.kind == "money" else "",
    )


def collections_of(objects: Sequence[ModelledBusinessObject]) -> dict[str, dict[str, Collection]]:
    """What leads to each object, by its key and the name that the other side of the relation was given."""
    found: dict[str, dict[str, Collection]] = {}
    for described in objects:
        for row in described.rows:
            if row.kind == "relation":
                name = row.options.get("reverse") or f"{described.definition.name}_{row.name}"
                label = later(row.options["reverse_labels"]) if row.options.get("reverse_labels") else ""
                one = Collection(name, described.key, row.name, links=row.links, label=label)
                found.setdefault(row.options["target"], {})[name] = one
    return found
