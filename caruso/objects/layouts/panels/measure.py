"""What a panel counts or adds up."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Avg, Count, F, Max, Min, Sum
from django.utils.translation import gettext_lazy as _

from caruso.kernel.conditions.expressions import InJson
from caruso.kernel.fields import Field
from caruso.kernel.fields.number_kinds import show_number
from caruso.kernel.models import User
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money import show_money
from caruso.screens.description import Screen

COUNT = "count"
FUNCTIONS: dict[str, Any] = {
    COUNT: _("how many there are"),
    "sum": _("the sum"),
    "avg": _("the average"),
    "min": _("the least"),
    "max": _("the most"),
}
_SQL = {"sum": Sum, "avg": Avg, "min": Min, "max": Max}


@dataclass(frozen=True)
class Measure:
    """A function over a field with numbers, or the count of the records themselves."""

    function: str
    field: Field | None = None

    @classmethod
    def read(cls, settings: Mapping[str, str], screen: Screen) -> "Measure":
        """Raises ValidationError, by setting, for a function that is none or a field without numbers."""
        function = settings.get("function") or COUNT
        if function not in FUNCTIONS:
            raise ValidationError({"function": _("Please choose from the list.")})
        if function == COUNT:
            return cls(COUNT)
        field = screen.object.fields.get(settings.get("field", ""))
        if field is None or not is_measured(field):
            raise ValidationError({"field": _("Choose a field with numbers.")})
        return cls(function, field)

    def is_seen_by(self, user: User, screen: Screen) -> bool:
        return self.field is None or user.access.field(screen.key, self.field.name) != "hidden"

    def expression(self) -> Any:
        if self.field is None:
            return Count("pk")
        if self.field.custom:
            return _SQL[self.function](InJson(F("custom"), self.field.name, "number"))
        return _SQL[self.function](self.field.base_column or self.field.name)

    def shown(self, value: Any) -> str:
        """The figure as people read it; amounts in the firm's currency."""
        if value is None:
            return "–"
        if self.field is None:
            return show_number(Decimal(value))
        value = Decimal(str(value))
        if self.field.kind.name == "money":
            return show_money(value, current_organisation().currency, cents=False)
        shown = show_number(round(value, 2).normalize())
        return f"{shown} %" if self.field.kind.name == "percent" else shown

    @property
    def unit(self) -> str:
        return current_organisation().currency if self.field is not None and self.field.kind.name == "money" else ""


def is_measured(field: Field) -> bool:
    """Whether there is something to add up: kept values; amounts, where they are in the firm's currency."""
    if field.computed is not None or field.internal:
        return False
    if field.kind.name == "money":
        return bool(field.base_column) or not field.currency_field
    return field.kind.family == "number"
