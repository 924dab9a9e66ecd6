"""Records as a person may see them, for templates that read their attributes directly."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from caruso.kernel.asking import out_of_sight, sometimes_asked
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.description import screen_of

Seen = TypeVar("Seen", bound=Iterable[Any])


def veiled(records: Seen, user: User) -> Seen:
    """The same records in memory, without the values of fields that are hidden from this person.

    They can still be written: every verb takes the stored values first.
    """
    if not user.access.everything:
        for object, some in _by_object(records).items():
            for record in some if sometimes_asked(screen_of(object).object) else ():
                record.out_of_sight = out_of_sight(record)
            for name, field in screen_of(object).object.fields.items():
                if user.access.field(object, name) == "hidden":
                    for record in some:
                        _empty(record, field)
    return records


def hides_from(user: User, object: str) -> bool:
    """Whether some field of the object is hidden from this person, so that what is seen is not the whole record."""
    return any(user.access.field(object, name) == "hidden" for name in screen_of(object).object.fields)


def without_unseen_links(records: Seen, user: User) -> Seen:
    """The same records in memory, without links to records that this person does not see.

    For what reads the linked records themselves; one query for each link to an object of which not all is seen.
    """
    for object, some in _by_object(records).items():
        for field in screen_of(object).object.built_in_fields.values():
            if field.kind.name == "relation" and user.access.scope(field.target, "view") != "all":
                _cut(some, field, user)
    return records


def _by_object(records: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[record._meta.label_lower].append(record)
    return found


def _empty(record: Any, field: Field) -> None:
    if field.computed is not None:
        record.worked_out = {**record.worked_out, field.name: None}
    elif field.custom:
        record.custom = {name: value for name, value in record.custom.items() if name != field.name}
    elif field.kind.family == "link":
        setattr(record, f"{field.name}_id", None)
    else:
        setattr(record, field.name, record._meta.get_field(field.name).get_default())


def _cut(records: list[Any], field: Field, user: User) -> None:
    column = f"{field.name}_id"
    numbers = {number for record in records if (number := getattr(record, column))}
    if not numbers:
        return
    visible = screen_of(field.target).model.objects.visible_to(user).filter(pk__in=numbers)
    seen = set(visible.values_list("pk", flat=True))
    for record in records:
        if getattr(record, column) not in seen:
            setattr(record, column, None)
