"""A condition that many records meet: they are read in the order of the list, and those that do not are passed over."""

from typing import Any

from django.db import models
from django.db.models import Func


class PassedOver(Func):
    """Keeps SQLite, which has no statistics, from gathering by the condition and sorting; others know better."""

    output_field = models.BooleanField()
    conditional = True

    def as_sql(self, compiler: Any, connection: Any, *_how: Any, **_more: Any) -> Any:
        (condition,) = self.get_source_expressions()
        sql, params = compiler.compile(condition)
        # No index serves what stands behind a plus.
        return (f"+({sql})", params) if connection.vendor == "sqlite" else (sql, params)
