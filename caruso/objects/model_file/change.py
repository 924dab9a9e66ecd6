"""One thing that a file says and Caruso does not have so."""

from dataclasses import dataclass, field
from typing import Any

from caruso.objects.model_file.model import FieldModel, MappedModel, ObjectModel, ScreenModel
from caruso.objects.modelling.converting import Conversion

NEW_OBJECT, CHANGED_OBJECT, NEW_FIELD, CHANGED_FIELD, ORDER = "new_object", "object", "new_field", "field", "order"
CONVERTED, NEW_MAPPED, CHANGED_MAPPED, NEW_ROLE, RIGHTS, SCREEN = (
    "converted", "new_mapped", "mapped", "new_role", "rights", "screen",
)  # fmt: skip
#: What is here and not in the file; each is made only if somebody asks for it.
NO_OBJECT, NO_FIELD, NO_MAPPED, NO_COLUMN, NO_RIGHTS, NO_SCREEN = (
    "no_object", "no_field", "no_mapped", "no_column", "no_rights", "no_screen",
)  # fmt: skip
REMOVALS = (NO_OBJECT, NO_FIELD, NO_MAPPED, NO_COLUMN, NO_RIGHTS, NO_SCREEN)


@dataclass(frozen=True)
class Change:
    """`differences` are (what, before, after); `name` is the field, the role or the face that it is about.

    `plan` says what a change of the kind would do to the values, where somebody has asked.
    """

    what: str
    object: str
    title: str
    object_model: ObjectModel | None = None
    field_model: FieldModel | None = None
    differences: list[tuple[str, Any, Any]] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    mapped_model: MappedModel | None = None
    screen: ScreenModel | None = None
    name: str = ""
    role: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    at: int = 0
    plan: Conversion | None = None

    @property
    def line(self) -> int:
        found = self.field_model or self.object_model or self.mapped_model or self.screen
        return found.line if found else self.at

    @property
    def key(self) -> str:
        """By which a removal is asked for."""
        return "/".join((self.what, self.object, self.name, self.role))

    @property
    def is_removal(self) -> bool:
        return self.what in REMOVALS
