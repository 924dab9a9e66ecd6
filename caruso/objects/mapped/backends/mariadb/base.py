"""MariaDB and MySQL databases of other programs, through PyMySQL."""

import pymysql

pymysql.install_as_MySQLdb()

from django.db.backends.mysql import base  # noqa: E402

from caruso.objects.mapped.backends.guarded import GuardedConnection  # noqa: E402
from caruso.objects.mapped.backends.mariadb.introspection import DatabaseIntrospection  # noqa: E402
from caruso.objects.mapped.backends.mariadb.operations import DatabaseOperations  # noqa: E402


class DatabaseWrapper(GuardedConnection, base.DatabaseWrapper):
    introspection_class = DatabaseIntrospection
    ops_class = DatabaseOperations
    # The collation knows that ß is ss, but LIKE takes letter by letter.
    fold_template = (
        "REPLACE(REPLACE(CONVERT(LOWER(%(expressions)s) USING utf8mb4), 'ß', 'ss'), 'æ', 'ae') "
        "COLLATE utf8mb4_unicode_520_ci"
    )
