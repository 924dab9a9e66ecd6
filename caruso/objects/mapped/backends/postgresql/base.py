"""PostgreSQL databases of other programs."""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from caruso.objects.formulas.letters import MARKED
from caruso.objects.mapped.backends.guarded import GuardedConnection
from caruso.objects.mapped.backends.postgresql.introspection import DatabaseIntrospection
from caruso.objects.mapped.backends.postgresql.operations import DatabaseOperations

_TO = "aaaaaaacccdeeeeeeiiiilllnnnooooooorrsstuuuuuuyyzzz"
assert len(MARKED) == len(_TO)
# A database whose locale knows English letters only leaves the others in capitals.
_FROM, _TO = MARKED + MARKED.upper(), _TO * 2


class DatabaseWrapper(GuardedConnection, base.DatabaseWrapper):
    introspection_class = DatabaseIntrospection
    ops_class = DatabaseOperations
    fold_template = (
        f"replace(replace(translate(lower((%(expressions)s)::text COLLATE \"default\"), '{_FROM}', '{_TO}'), "
        "'ß', 'ss'), 'æ', 'ae') COLLATE \"C\""
    )

    def get_new_connection(self, parameters: dict[str, Any]) -> Any:
        self._limit = settings.MAPPED_SECONDS
        return super().get_new_connection(parameters)

    def bounded(self, sql: str) -> str:
        if self.seconds != self._limit:
            self._limit = self.seconds
            self.connection.execute(f"SET statement_timeout = {int(self.seconds * 1000)}")
        return sql

    def line(self) -> int | None:
        # The driver waits without end for a server that holds the line but says nothing.
        connection: Any = self.connection
        return None if connection is None or connection.closed else connection.fileno()
