"""What may stand in a line: bounds that every door keeps."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HUNDRED = Decimal(100)
_PLACES = Decimal("0.0001")
#: Column → least and most; prices may be below nothing, because a rebate can be a line.
_BOUNDS: dict[str, tuple[Decimal, Decimal]] = {
    "quantity": (_PLACES, Decimal(10) ** 9),
    "price": (-(Decimal(10) ** 12), Decimal(10) ** 12),
    "cost": (Decimal(0), Decimal(10) ** 12),
    "discount_percent": (Decimal(0), HUNDRED),
}


def checked(name: str, value: Any) -> Any:
    """The value as its column keeps it, to four decimal places. Raises ValidationError out of bounds."""
    if name not in _BOUNDS or value is None:
        return value
    least, most = _BOUNDS[name]
    if name == "quantity" and 0 <= value < least:
        raise ValidationError(
            _("Say how much, more than nothing; take the line out if it is not wanted."), code="nothing"
        )
    if not least <= value <= most:
        raise ValidationError(
            _("This should be between %(least)s and %(most)s."),
            params={"least": f"{least:f}", "most": f"{most:f}"},
            code="bounds",
        )
    return value.quantize(_PLACES)
