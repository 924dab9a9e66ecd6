"""What an SQLite file says of its columns, whose types may be called anything."""

from typing import Any

from django.db.backends.sqlite3 import introspection

#: As SQLite itself goes by parts of the name, the first that is in it; and what it has no word for.
_PARTS = (
    ("json", "JSONField"), ("timestamp", "DateTimeField"), ("datetime", "DateTimeField"), ("int", "BigIntegerField"),
    ("char", "TextField"), ("clob", "TextField"), ("text", "TextField"), ("real", "FloatField"),
    ("floa", "FloatField"), ("doub", "FloatField"), ("num", "DecimalField"), ("dec", "DecimalField"),
    ("money", "DecimalField"), ("bool", "BooleanField"), ("uuid", "TextField"), ("guid", "TextField"),
)  # fmt: skip


class DatabaseIntrospection(introspection.DatabaseIntrospection):
    def get_field_type(self, data_type: str, description: Any) -> str:
        """Raises KeyError for a type that has no like."""
        try:
            return str(super().get_field_type(data_type, description))
        except KeyError:
            found = next((type for part, type in _PARTS if part in data_type.lower()), "")
            if not found:
                raise
            return found
