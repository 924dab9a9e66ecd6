"""What an input of an existing record showed before anybody typed."""

from typing import Any

from django.core.exceptions import ValidationError

from caruso.kernel.fields import Field
from caruso.screens.forms.raw import raw_value
from caruso.screens.links import value_of

#: Those that are compared whole when they are written; a list or a link holds no more than its inputs.
WHOLE = {"records", "entries", "links", "choices", "link"}


class AsShown:
    """An input that comes back as it was shown is not written: the value may hold more than it can show."""

    def __init__(self, field: Field, record: Any) -> None:
        self.field, self.record = field, record

    def is_text(self, given: Any) -> bool:
        """Whether just the text that was shown came back; of nothing there is nothing to keep."""
        return bool(self._shown) and _one_way(given) == _one_way(self._shown)

    def means(self, given: Any, value: Any) -> bool:
        """Whether what came back, read as `value`, is what the text that was shown reads as."""
        if self.field.kind.family in WHOLE:
            return False
        if self.field.kind.name == "yes_no":
            return value is False and value_of(self.field, self.record) is None
        if self.is_text(given):
            return True
        try:
            return bool(self._shown) and bool(self.field.parse(self._shown) == value)
        except ValidationError:
            return False

    @property
    def _shown(self) -> Any:
        if self.field.kind.family in WHOLE:
            return ""
        return raw_value(self.field, value_of(self.field, self.record))


def _one_way(text: Any) -> str:
    """Browsers write the ends of lines their own way."""
    return str(text).replace("\r\n", "\n")
