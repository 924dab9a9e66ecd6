"""What a PostgreSQL database says of its columns, where the driver knows only a number of the type."""

from typing import Any

from django.db.backends.postgresql import introspection

from caruso.objects.mapped.types import BINARY, ENUM, JSON, LIST, TOLD

#: With the type that a domain stands for, and the values that an enumeration names in their order.
_TYPES_OF_COLUMNS = """
WITH RECURSIVE plain (name, type) AS (
    SELECT a.attname, a.atttypid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relname = %s AND pg_table_is_visible(c.oid) AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT plain.name, t.typbasetype FROM plain JOIN pg_type t ON t.oid = plain.type WHERE t.typtype = 'd'
)
SELECT plain.name, t.typname, t.typtype::text, t.typcategory::text,
    ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
FROM plain JOIN pg_type t ON t.oid = plain.type WHERE t.typtype <> 'd'
"""
_LINKS = """
SELECT ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS c (number, place)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.number ORDER BY c.place),
    other.relname,
    ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS c (number, place)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.number ORDER BY c.place)
FROM pg_constraint k JOIN pg_class own ON own.oid = k.conrelid JOIN pg_class other ON other.oid = k.confrelid
WHERE k.contype = 'f' AND own.relname = %s AND pg_table_is_visible(own.oid) AND own.relnamespace = other.relnamespace
ORDER BY k.conname
"""
_NAMED = {"citext": "TextField", "json": JSON, "bytea": BINARY}


class DatabaseIntrospection(introspection.DatabaseIntrospection):
    def types_of(self, cursor: Any, table: str) -> dict[str, tuple[str, list[str]]]:
        """By column, the type where Django has no like or one that cannot be asked as it is, and its values."""
        cursor.execute(_TYPES_OF_COLUMNS, [table])
        return {name: (_type(*told), values) for name, *told, values in cursor.fetchall()}

    def links_of(self, cursor: Any, table: str) -> list[tuple[list[str], str, list[str]]]:
        """The foreign keys: their columns, the table that they lead to and the columns there."""
        cursor.execute(_LINKS, [table])
        return list(cursor.fetchall())


#: What Django knows and columns are made of.
_USUAL = {
    "bool", "int2", "int4", "int8", "text", "varchar", "bpchar", "float4", "float8", "date", "timestamp",
    "timestamptz", "numeric", "uuid", "jsonb",
}  # fmt: skip


def _type(name: str, kind: str, category: str) -> str:
    """Empty where Django's own is right."""
    if name in _NAMED:
        return _NAMED[name]
    if kind == "e":
        return ENUM
    if category == "A":
        return LIST
    return "" if name in _USUAL else TOLD
