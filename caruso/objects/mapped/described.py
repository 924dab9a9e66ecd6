"""The business object of a mapping."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.fields.kinds import kind_named
from caruso.kernel.labels import later
from caruso.kernel.objects import BusinessObject
from caruso.objects.formulas.formula import Formula
from caruso.objects.mapped.as_text import as_text
from caruso.objects.mapped.cleaned import cleaned
from caruso.objects.mapped.columns import is_made_text
from caruso.objects.mapped.models import MappedObject

#: What another program keeps cannot be put away, destroyed or changed by the thousand.
NEVER = frozenset({"delete", "destroy", "bulk"})
WRITING = frozenset({"create", "edit"})


class MappedBusinessObject(BusinessObject):
    """A business object whose fields are columns of a table that exists, or follow from them."""

    def __init__(self, definition: MappedObject, model: Any) -> None:
        super().__init__(model)
        self.definition = definition
        self.title = self._title()
        self.takes_fields = False
        self.withheld_rights = NEVER if model.WRITING else NEVER | WRITING

    def _title(self) -> str:
        """What names a record; another field where the table has lost that one."""
        there = self.built_in_fields
        texts = (name for name, field in there.items() if field.kind.family in ("text", "choice"))
        return self.definition.title if self.definition.title in there else next(texts, next(iter(there), "id"))

    @property
    def custom_fields(self) -> dict[str, Field]:
        return {}

    @property
    def built_in_fields(self) -> dict[str, Field]:
        if self._built_in is None:
            columns = {column.name for column in self.model._meta.concrete_fields}
            self._built_in = {
                one["name"]: field_of(one, bool(self.model.WRITING))  # type: ignore[attr-defined]
                for one in self.definition.fields
                if one["name"] in columns
            }
            self._built_in |= {one["name"]: computed_field(self.key, one) for one in self.definition.computed}
        return self._built_in


def field_of(described: Mapping[str, Any], writable: bool) -> Field:
    name, kind = described["name"], described["kind"]
    codes = described.get("codes") or ()
    field = Field(
        name=name,
        label=later(described["labels"]),
        kind=kind_named(kind),
        column=name,
        required=writable and not described.get("null") and not described.get("has_default") and kind != "yes_no",
        editable=writable and described.get("editable", True),
        choices=tuple((one["value"], later(one["labels"])) for one in codes),
        colours={one["value"]: one["colour"] for one in codes if one.get("colour")},
        target=described.get("target", ""),
        max_length=described.get("length"),
        expression=as_text(name, described.get("type", "")) if is_made_text(described) else None,
    )
    return replace(field, cleaned=cleaned(field, described))


def computed_field(object: str, described: Mapping[str, Any]) -> Field:
    """An attribute that no column holds: the source works it out each time it is asked."""
    formula = Formula(object, described["formula"], described["result"])
    return Field(
        name=described["name"],
        label=later(described["labels"]),
        kind=kind_named(formula.result.kind),
        editable=False,
        computed=formula,
        # No index can serve: where the table is large, the time limit of the source tells so.
        sort_column=described["name"],
    )
