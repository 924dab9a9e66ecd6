"""Events about what is no record: people, teams, roles and settings, for the audit log."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from caruso.kernel.events.recording import _source
from caruso.kernel.events.subscribers import tell_subscribers

if TYPE_CHECKING:
    from caruso.kernel.models.event import Event
    from caruso.kernel.models.user import User


def record_administration(subject: models.Model, kind: str, /, *, by: "User | None", **data: Any) -> "Event":
    """One event about this row (`kernel.user`, `kernel.role` …), in the transaction of the change."""
    from caruso.kernel.models.event import Event

    event = Event.objects.create(
        kind=kind,
        object=subject._meta.label_lower,
        record=subject.pk,
        actor=by,
        source=_source.get(),
        data={"title": str(subject)[:200], **data},
    )
    transaction.on_commit(lambda: tell_subscribers([event]))
    return event
