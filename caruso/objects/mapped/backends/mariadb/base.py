"""MariaDB and MySQL databases of other programs, through PyMySQL."""

from typing import Any

import pymysql
from pymysql.constants import FIELD_TYPE

pymysql.install_as_MySQLdb()

from django.conf import settings  # noqa: E402
from django.db.backends.mysql import base  # noqa: E402

from caruso.objects.mapped.backends.guarded import GuardedConnection  # noqa: E402
from caruso.objects.mapped.backends.mariadb.introspection import DatabaseIntrospection  # noqa: E402
from caruso.objects.mapped.backends.mariadb.operations import DatabaseOperations  # noqa: E402
from caruso.screens.away import haste  # noqa: E402


class DatabaseWrapper(GuardedConnection, base.DatabaseWrapper):
    introspection_class = DatabaseIntrospection
    ops_class = DatabaseOperations
    # The collation knows that ß is ss, but LIKE takes letter by letter.
    fold_template = (
        "REPLACE(REPLACE(CONVERT(LOWER(%(expressions)s) USING utf8mb4), 'ß', 'ss'), 'æ', 'ae') "
        "COLLATE utf8mb4_unicode_520_ci"
    )

    def init_connection_state(self) -> None:
        """Whoever waits for another writer learns of him before the line is cut."""
        super().init_connection_state()
        if self.source.writes(self.alias):
            with self.connection.cursor() as cursor:
                cursor.execute("SET SESSION innodb_lock_wait_timeout = %s", [max(1, int(settings.MAPPED_SECONDS))])

    def bounded(self, sql: str) -> str:
        if not haste() or not sql.startswith("SELECT") or not self.mysql_is_mariadb:
            return sql
        return f"SET STATEMENT max_statement_time={self.seconds} FOR {sql}"

    def get_connection_params(self) -> dict[str, Any]:
        """A time may be a span of days or go back; the driver would read it as one of the clock and fail."""
        given: dict[str, Any] = super().get_connection_params()
        return {**given, "conv": {**given["conv"], FIELD_TYPE.TIME: str}}
