"""Two people changed the same thing."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caruso.kernel.models.record import Record


class Conflict(Exception):
    """The record is no longer what the writer saw. `fields` maps a name to (stored value, value to write)."""

    def __init__(self, record: "Record", fields: dict[str, tuple[Any, Any]], *, gone: bool = False) -> None:
        super().__init__(f"{record!r} has changed since it was read")
        self.record = record
        self.fields = fields
        self.gone = gone
