"""The order of fields on forms and pages."""

from collections.abc import Sequence

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import CustomField, User
from caruso.kernel.models.organisation import current_organisation
from caruso.objects.modelling.locking import changing_objects


def order_fields(object: str, names: Sequence[str], *, by: User) -> None:
    """These fields first, in this order, then the others as they were; names that are none are passed over."""
    with changing_objects(by):
        rows = {row.name: row for row in CustomField.objects.filter(object=object)}
        wanted = list(dict.fromkeys(name for name in names if name in rows))
        ordered = [*wanted, *(name for name in rows if name not in wanted)]
        if ordered == list(rows):
            return
        for position, name in enumerate(ordered, 1):
            rows[name].position = position
        CustomField.objects.bulk_update(rows.values(), ["position"])
        current_organisation().schema_changed()
        record_administration(rows[ordered[0]], "ordered", by=by, object=object, names=ordered)


def move_field(row: CustomField, before: CustomField | None, *, by: User) -> None:
    """Put the field before another one of its object, or at the end."""
    names = list(CustomField.objects.filter(object=row.object).exclude(pk=row.pk).values_list("name", flat=True))
    place = names.index(before.name) if before and before.name in names else len(names)
    order_fields(row.object, [*names[:place], row.name, *names[place:]], by=by)
