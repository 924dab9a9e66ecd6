"""Which columns of lines a person sees and writes: discounts, costs and margins follow the fields of the document."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.fields.from_model import fields_of
from caruso.kernel.models import User

#: In the order in which they are shown.
WRITTEN = (
    "section", "product", "sku", "description", "details", "quantity", "unit", "price", "discount_percent",
    "tax_class", "cost", "recurring", "optional", "chosen",
)  # fmt: skip
#: Column of a line → the document's field whose right it follows.
FOLLOWS = {"discount_percent": "discount_percent", "cost": "cost_total"}
#: Fields of the document that stand below the lines together: without one of them the others would tell it.
TOTALS = ("net_total", "tax_total", "gross_total")


@dataclass(frozen=True)
class Columns:
    """What one person may do with each column of a document's lines: edit, read or hidden."""

    fields: dict[str, Field]
    rights: dict[str, str]
    shows_totals: bool

    @classmethod
    def of(cls, document: Any, user: User) -> "Columns":
        key = document._meta.label_lower
        rights = {name: user.access.field(key, FOLLOWS[name]) if name in FOLLOWS else "edit" for name in WRITTEN}
        shows_totals = all(user.access.field(key, name) != "hidden" for name in TOTALS)
        return cls(line_fields(document.LINES), rights, shows_totals)

    @property
    def count(self) -> int:
        """How many stand beside each other in the editor, without the one to move a row by."""
        return 7 + self.shows("discount_percent") + self.shows("cost")

    def shows(self, name: str) -> bool:
        return self.rights[name] != "hidden"

    def writes(self, name: str) -> bool:
        return self.rights[name] == "edit"


@lru_cache
def line_fields(model: Any, names: tuple[str, ...] = WRITTEN) -> dict[str, Field]:
    """Columns of lines as fields: those that people write, unless others are asked for."""
    found = fields_of(model)
    return {name: found[name] for name in names}
