"""SQLite files of other programs."""

from time import monotonic
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base

from caruso.objects.mapped.backends.guarded import GuardedConnection
from caruso.objects.mapped.backends.sqlite.introspection import DatabaseIntrospection
from caruso.objects.mapped.backends.sqlite.operations import DatabaseOperations
from caruso.objects.mapped.places import allowed_file

#: After so many steps of its machine SQLite asks whether to go on.
_STEPS = 20_000


class DatabaseWrapper(GuardedConnection, base.DatabaseWrapper):
    introspection_class = DatabaseIntrospection
    ops_class = DatabaseOperations
    hangs_on_a_line = False

    def get_new_connection(self, parameters: dict[str, Any]) -> Any:
        connection = super().get_new_connection(parameters)
        if not self.source.writes(self.alias):
            connection.execute("PRAGMA query_only = 1")
        # What SQLite could do to other files is not for whoever keeps this one to decide.
        connection.execute("PRAGMA trusted_schema = 0")
        self._deadline = float("inf")
        connection.set_progress_handler(lambda: monotonic() > self._deadline, _STEPS)
        return connection

    def place(self, parameters: dict[str, Any]) -> dict[str, Any]:
        mode = "rw" if self.source.writes(self.alias) else "ro"
        file = f"file:{quote(str(allowed_file(parameters['database'])))}?mode={mode}"
        # Python's own reading of days would fail for those that no calendar has.
        return {**parameters, "database": file, "detect_types": 0}

    def _ask(self, *args: Any) -> Any:
        self._deadline = monotonic() + self.seconds
        return super()._ask(*args)

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=_cursor_of(self))


def _cursor_of(guarded: DatabaseWrapper) -> Any:
    class Cursor(base.SQLiteCursorWrapper):
        """Rows are read as they are asked for, so it is then that a table of a million may take too long."""

        def fetchone(self) -> Any:
            with guarded.told(), guarded.wrap_database_errors:
                return super().fetchone()

        def fetchmany(self, *args: Any, **kwargs: Any) -> Any:
            with guarded.told(), guarded.wrap_database_errors:
                return super().fetchmany(*args, **kwargs)

        def fetchall(self) -> Any:
            with guarded.told(), guarded.wrap_database_errors:
                return super().fetchall()

    return Cursor
