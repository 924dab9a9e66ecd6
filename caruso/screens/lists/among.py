"""Records named by their numbers."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, Func


def among(records: models.QuerySet[Any], numbers: Sequence[Any]) -> models.QuerySet[Any]:
    """Those of the records that have these numbers. Tables of other databases may have keys of any kind."""
    ours = records.db == DEFAULT_DB_ALIAS
    found: models.QuerySet[Any] = records.filter(Among(numbers)) if ours else records.filter(pk__in=numbers)
    return found


class Among(Func):
    """Whether a record is one of these, told to the database as one value: thousands of parameters take milliseconds."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(F("pk"))
        self.numbers = list(numbers)

    def as_sql(self, compiler: Any, connection: Any, *_how: Any, **_more: Any) -> Any:
        sql, params = compiler.compile(self.get_source_expressions()[0])
        if connection.vendor == "postgresql":
            return f"{sql} = ANY(%s)", (*params, self.numbers)
        return f"{sql} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(self.numbers))
