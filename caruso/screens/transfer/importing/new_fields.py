"""The custom fields that columns of a file ask for."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.defining import add_field, take_field_back
from caruso.kernel.field_names import derived_name, name_for
from caruso.kernel.models import CustomField, User

#: A header cut so far that a number still fits behind it.
LONGEST = 60
MOST_NAMESAKES = 20


def field_for(object: str, kind: str, header: str, *, by: User) -> CustomField:
    """A new field called like the column, with a number where that name is taken. One put away since, as by the undo of
    an earlier import, is taken back instead."""
    label = _label(header)
    away = CustomField.objects.filter(
        object=object, name=derived_name(object, {"en": label}, kind), kind=kind, archived_at__isnull=False
    ).first()
    if away is not None:
        take_field_back(away, by=by)
        return away
    for number in range(1, MOST_NAMESAKES):
        try:
            return add_field(object, kind, {"en": label if number == 1 else f"{label} {number}"}, by=by)
        except ValidationError as problem:
            if "labels" not in problem.message_dict:
                raise
    return add_field(object, kind, {"en": f"{label} {MOST_NAMESAKES}"}, by=by)


def _label(header: str) -> str:
    """The header, or with a word before it where it begins with no letter that a name may have."""
    label = header[:LONGEST]
    try:
        name_for(label)
    except ValidationError:
        return f"{_('Column')} {label}"
    return label
