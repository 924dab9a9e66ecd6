"""Removing records for good, and what becomes of those that lead to them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.recording import record_events
from caruso.kernel.links_to import links_to
from caruso.kernel.values import stored_value
from caruso.kernel.writing import change_all, tell

if TYPE_CHECKING:
    from caruso.kernel.models.record import Record
    from caruso.kernel.models.user import User

#: So many records are written at once where nobody knows how many there are.
AT_ONCE = 500


def destroy(records: "Sequence[Record]", *, by: "User | None") -> None:
    """Remove records for good, and what belongs to them; what only leads to them loses the link.

    Their events stay, without the records.
    """
    if not records:
        return
    with transaction.atomic():
        type(records[0]).begin_writing()
        _let_go_of(records, by)
        _let_go_of_lists(records, by)
        record_events(records, "destroyed", by=by, data=[{"title": str(record)[:200]} for record in records])
        tell("destroy", records, [None] * len(records), by)
        try:
            type(records[0]).objects.filter(pk__in=[record.pk for record in records]).delete()
        except ProtectedError as problem:
            names = ", ".join(str(one) for one in list(problem.protected_objects)[:3])
            raise ValidationError(_("It is still needed by: %(names)s."), params={"names": names}) from None


def _let_go_of(records: "Sequence[Record]", by: "User | None") -> None:
    """Each record that goes along or loses its link has an event of its own, and keepers hear of it."""
    numbers = [record.pk for record in records]
    # Twice: a link that follows from another (an activity's account from its contact) is free only when that is.
    for links in (links_to(type(records[0])),) * 2:
        for link in links:
            last = 0
            others = link.model.objects.filter(**{f"{link.name}__in": numbers}).order_by("pk")
            while some := list(others.filter(pk__gt=last)[:AT_ONCE]):
                last = some[-1].pk
                if link.belongs:
                    destroy(some, by=by)
                else:
                    change_all([(other, {link.name: None}) for other in some], by=by)


def _let_go_of_lists(records: "Sequence[Record]", by: "User | None") -> None:
    """The same for links that are kept as JSON."""
    from caruso.kernel.link_tables import LeadsTo, fields_leading_to, targets_of

    numbers = {record.pk for record in records}
    for model, field in fields_leading_to(records[0].described.key):
        leads = models.Q(LeadsTo(field.links, models.F("pk"), *map(models.Value, sorted(numbers))))
        last = 0
        while some := list(model.objects.filter(leads, pk__gt=last).order_by("pk")[:AT_ONCE]):
            last = some[-1].pk
            several = field.kind.family == "records"
            left = [
                [one for one in targets_of(field, stored_value(other, field.name)) if one not in numbers]
                for other in some
            ]
            pairs = [(other, {field.name: one if several else None}) for other, one in zip(some, left, strict=True)]
            change_all(pairs, by=by, trusted_links=True)
