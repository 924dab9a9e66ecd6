"""Whether a writer may let a record lead to others: a forged number must not reveal that a record exists."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import Field
from caruso.kernel.values import stored_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caruso.kernel.models.record import Record
    from caruso.kernel.models.user import User


def check_links(record: "Record", by: "User | None") -> None:
    """Refuse a new record that leads to what its maker does not see. Raises ValidationError by field."""
    links = [field.name for field in record.described.fields.values() if field.kind.family in ("link", "records")]
    refuse_hidden_links([(type(record)(), {name: stored_value(record, name) for name in links})], by)


def refuse_hidden_links(pairs: "Sequence[tuple[Record, Mapping[str, Any]]]", by: "User | None") -> None:
    """A link may lead only to what the writer sees; otherwise a forged number would reveal that a record exists."""
    if by is None:
        return
    wanted: dict[str, tuple[Field, set[int]]] = {}
    for record, values in pairs:
        for name, value in values.items():
            field = record.described.field(name)
            if numbers := _new_links(record, field, value):
                wanted.setdefault(name, (field, set()))[1].update(numbers)
    for name, (field, numbers) in wanted.items():
        numbers -= {by.pk} if field.kind.name == "person" else set()
        if numbers and _reachable(field, by).filter(pk__in=numbers).count() != len(numbers):
            raise ValidationError({name: _("Please choose from the list.")})


def _new_links(record: "Record", field: Field, value: Any) -> set[int]:
    """Where these values lead that the record does not lead to yet. Files are for `take_files` to check."""
    before = stored_value(record, field.name)
    if field.kind.family == "records":
        return set(value or ()) - set(before or ())
    if field.kind.family != "link" or field.kind.asked == "file" or value is None:
        return set()
    number = field.kind.dump(value)
    return set() if number == before else {number}


def _reachable(field: Field, by: "User") -> Any:
    """What a link may lead to: people and teams are known to everybody, records to who sees them."""
    from caruso.kernel.models import Team, User
    from caruso.kernel.objects import business_object

    if field.kind.name == "person":
        return User.objects.all()
    if field.kind.name == "team":
        return Team.objects.all()
    return business_object(field.target).model.objects.visible_to(by)  # type: ignore[attr-defined]
