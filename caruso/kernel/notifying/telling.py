"""Writing notifications."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from caruso.kernel.models.notification import Notification
from caruso.kernel.notifying.kinds import is_known

if TYPE_CHECKING:
    from caruso.kernel.models.event import Event
    from caruso.kernel.models.record import Record
    from caruso.kernel.models.user import User


def notify(
    people: "Iterable[User]",
    kind: str,
    *,
    record: "Record | None" = None,
    event: "Event | None" = None,
    by: "User | None" = None,
    address: str = "",
    **params: Any,
) -> list[Notification]:
    """Tell active people, each once per event; never the one who did it, nor who may not see the record.

    `params` fill the line of the kind; `title` and `who` are filled from the record and the actor.
    Belongs into the transaction of what is told. Raises LookupError for a kind that is not known.
    """
    if not is_known(kind):
        raise LookupError(f"There is no notification kind {kind!r}")
    params = {"title": str(record)[:200] if record else "", "who": str(by or ""), **params}
    told = [
        Notification(
            person=person,
            kind=kind,
            params=params,
            object=record.described.key if record else "",
            record=record.pk if record else None,
            address=address,
            event=event,
            by=by,
        )
        for person in {person.pk: person for person in people}.values()
        if person != by and person.is_active and (record is None or may_see(person, record))
    ]
    Notification.objects.bulk_create(told, ignore_conflicts=event is not None)
    return told


def may_see(person: "User", record: "Record") -> bool:
    return type(record).objects.visible_to(person).filter(pk=record.pk).exists()
