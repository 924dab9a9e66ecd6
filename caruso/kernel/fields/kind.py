"""What a kind of field must be able to do."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field


class Kind:
    """A kind of value: how it is parsed, kept, compared and shown as text.

    A kind holds no state; what differs from field to field (choices, target, columns) is on the `Field`.
    """

    name: ClassVar[str]
    #: Which operators of the condition language apply: text, number, date, datetime, yes_no, choice, choices,
    #: link, links, records or entries.
    family: ClassVar[str] = "text"
    #: The operators, where they are not those of the family.
    asked: ClassVar[str] = ""
    #: The Django field that a value kept in JSON (custom fields) is cast to when it is compared.
    column_class: ClassVar["type[models.Field[Any, Any]]"] = models.CharField
    sortable: ClassVar[bool] = True

    def parse(self, raw: Any, field: "Field") -> Any:
        """The value meant by what a person, a file or the API gave; None for nothing.

        Raises django.core.exceptions.ValidationError with a message for a person.
        """
        raise NotImplementedError

    def dump(self, value: Any) -> Any:
        """The value as JSON keeps it (events, custom fields, API)."""
        return value

    def load(self, data: Any) -> Any:
        """The value back from JSON."""
        return data

    def as_text(self, value: Any, field: "Field") -> str:
        """The value for an export file or a message; empty for nothing."""
        return "" if value is None else str(value)

    def as_typed(self, value: Any, field: "Field") -> str:
        """The value as its reader would type it; `parse` reads it back."""
        return self.as_text(value, field)

    def __repr__(self) -> str:
        return f"<{self.name}>"
