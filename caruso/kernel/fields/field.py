"""One field of a business object, as every reader of the description sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.kind import Kind


@dataclass(frozen=True, eq=False)
class Field:
    """A field: built in (a column of the model) or custom (a key of the record's `custom` JSON).

    `target` is the key of the business object that a relation leads to. `columns` are the parts of one entry
    of a list field such as e-mails. `currency_field` names the field with the currency of a money amount.
    A field that is `never_empty` takes its default where nothing was given.
    """

    name: str
    label: Any
    kind: Kind
    column: str = ""
    required: bool = False
    editable: bool = True
    help: Any = ""
    choices: Sequence[tuple[str, Any]] = ()
    colours: dict[str, str] = field(default_factory=dict)
    target: str = ""
    columns: "Sequence[Field]" = ()
    currency_field: str = ""
    max_length: int | None = None
    minimum: Any = None
    maximum: Any = None
    default: Any = None
    never_empty: bool = False
    custom: bool = False
    sort_column: str = ""

    @property
    def sortable(self) -> bool:
        return self.kind.sortable and (bool(self.column) or bool(self.sort_column))

    def parse(self, raw: Any) -> Any:
        """The value from what was given; raises ValidationError, also for a required field left empty."""
        value = self.kind.parse(raw, self)
        if value in (None, "", []):
            if self.required:
                raise ValidationError(_("Please fill this in."), code="required")
            return self.default if self.never_empty else value
        self._check_bounds(value)
        return value

    def _check_bounds(self, value: Any) -> None:
        if self.max_length and isinstance(value, str) and len(value) > self.max_length:
            raise ValidationError(
                _("This is too long: %(length)d characters, at most %(most)d fit."),
                params={"length": len(value), "most": self.max_length},
                code="too_long",
            )
        if self.minimum is not None and value < self.minimum:
            raise ValidationError(
                _("The least allowed is %(bound)s."), params={"bound": self.minimum}, code="too_small"
            )
        if self.maximum is not None and value > self.maximum:
            raise ValidationError(_("The most allowed is %(bound)s."), params={"bound": self.maximum}, code="too_large")

    def value_of(self, record: Any) -> Any:
        """The value that a record holds in this field."""
        if self.custom:
            return self.kind.load(record.custom.get(self.name))
        return getattr(record, self.name)

    def choice_label(self, value: str) -> str:
        """The label of a choice; a value no longer on offer stands for itself."""
        return str(dict(self.choices).get(value, value))

    def as_text(self, value: Any) -> str:
        return self.kind.as_text(value, self)
