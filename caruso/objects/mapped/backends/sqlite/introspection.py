"""What an SQLite file says of its columns, whose types may be called anything."""

from typing import Any

from django.db.backends.sqlite3 import introspection

from caruso.objects.mapped.backends.grouping import grouped
from caruso.objects.mapped.types import ANY, TOLD

#: As SQLite itself goes by parts of the name, the first that is in it; and what it has no word for.
_PARTS = (
    ("interval", TOLD), ("point", TOLD), ("json", "JSONField"), ("timestamp", "DateTimeField"), ("datetime", "DateTimeField"), ("int", "BigIntegerField"),
    ("char", "TextField"), ("clob", "TextField"), ("text", "TextField"), ("real", "FloatField"),
    ("floa", "FloatField"), ("doub", "FloatField"), ("num", "DecimalField"), ("dec", "DecimalField"),
    ("money", "DecimalField"), ("bool", "BooleanField"), ("uuid", "TextField"), ("guid", "TextField"),
)  # fmt: skip


class DatabaseIntrospection(introspection.DatabaseIntrospection):
    def get_field_type(self, data_type: str, description: Any) -> str:
        """A type that has no like, or none at all, holds anything."""
        try:
            found = str(super().get_field_type(data_type, description))
        except KeyError:
            return next((type for part, type in _PARTS if part in data_type.lower()), ANY)
        return TOLD if found == "TimeField" else found

    def links_of(self, cursor: Any, table: str) -> list[tuple[list[str], str, list[str]]]:
        """The foreign keys: their columns, the table that they lead to and the columns there."""
        cursor.execute(
            'SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(%s) ORDER BY id, seq',
            [table],
        )
        return [
            ([one[2] for one in rows], other, self._keys(cursor, other, rows))
            for (_id, other), rows in grouped(cursor.fetchall(), 2)
        ]

    def _keys(self, cursor: Any, other: str, rows: list[Any]) -> list[str]:
        """Where none is said, the primary key is meant."""
        if rows[0][3] is not None:
            return [one[3] for one in rows]
        cursor.execute("SELECT name FROM pragma_table_info(%s) WHERE pk > 0 ORDER BY pk", [other])
        return [name for (name,) in cursor.fetchall()]

    def types_of(self, _cursor: Any, _table: str) -> dict[str, tuple[str, list[str]]]:
        """Beside what each column says of itself there is nothing to know."""
        return {}
