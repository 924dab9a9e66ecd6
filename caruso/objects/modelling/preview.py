"""A change before it is made: what it does, in words, and the statements it would send to the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from caruso.kernel.models.organisation import forget_organisation

_OF_TABLES = re.compile(r"\s*(CREATE|ALTER|DROP)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Effect:
    """One thing that a change does. `tone` is adds, keeps, warns or loses."""

    text: Any
    tone: str = "keeps"

    @property
    def icon(self) -> str:
        return {"adds": "plus", "keeps": "shield-check", "warns": "triangle-alert", "loses": "trash-2"}[self.tone]


@contextmanager
def rehearsed() -> Iterator[list[str]]:
    """Everything within is done for real, the statements that change tables are noted, and all of it is taken back.

    So whatever would refuse the change refuses it here, and what is shown is what will be sent.
    """
    statements: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if _OF_TABLES.match(str(sql)):
            statements.append(str(sql))
        return execute(sql, params, many, context)

    try:
        with transaction.atomic(), connection.execute_wrapper(note):
            yield statements
            transaction.set_rollback(True)
    finally:
        # What was taken back must not be known by its version.
        forget_organisation()
