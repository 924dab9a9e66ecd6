"""One change of objects at a time, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.people.administering import holding_administration, require_administrator
from caruso.kernel.schema_change import lock_schema

#: So long a change waits for those who write; meanwhile others queue behind it.
LOCK_TIMEOUT = "2s"


@contextmanager
def changing_objects(by: User) -> Iterator[None]:
    """A transaction in which this administrator alone changes objects, their fields and tables.

    Raises ValidationError where others write so long that it would hold everybody up.
    """
    require_administrator(by)
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    # Checks put off to the end of the transaction would forbid the change of a table they are about.
                    cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            with holding_administration():
                lock_schema()
                yield
    except Exception as problem:
        # The version of the schema that was changed to is one that nobody has.
        forget_organisation()
        if not isinstance(problem, OperationalError):
            raise
        if "lock timeout" not in str(problem):
            raise
        raise ValidationError(_("Others are writing just now. Nothing was changed; please try again.")) from None
