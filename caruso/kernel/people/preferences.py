"""What a person prefers, kept so that two tabs do not undo each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from caruso.kernel.models.user import User


@contextmanager
def preferences_of(person: User) -> Iterator[dict[str, Any]]:
    """The stored preferences, locked until they are written; `person` has the new ones afterwards."""
    with transaction.atomic():
        stored = User.objects.select_for_update().only("preferences").get(pk=person.pk)
        yield stored.preferences
        stored.save(update_fields=["preferences"])
    person.preferences = stored.preferences
