"""What records are ordered by, where that is not a column as it stands."""

from django.db.models import F
from django.db.models.expressions import Combinable

from caruso.kernel.conditions.expressions import Rank, SortKey, value_expression
from caruso.kernel.fields import Field
from caruso.kernel.models.custom_field import OWN_ORDER


def order_expression(field: Field) -> Combinable:
    """The SQL value in whose order records stand that are sorted by this field.

    Text as in a directory, choices as the administrator put them, everything else as conditions compare it.
    """
    value = value_expression(field) if field.custom else F(field.base_column or field.column)
    if field.kind.name == "choice":
        offered = [*field.choices, *field.retired]
        return Rank(value, [str(choice) for choice, _label in offered])
    return SortKey(value) if field.kind.name in OWN_ORDER else value
