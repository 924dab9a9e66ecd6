"""What a MariaDB or MySQL database says of its columns, where Django has it otherwise."""

import re
from typing import Any

from django.db.backends.mysql import introspection
from pymysql.constants import FIELD_TYPE

from caruso.objects.mapped.backends.grouping import grouped
from caruso.objects.mapped.types import BINARY, BITS, TOLD, UUID

#: What the driver calls like something else: a blob is no text, a time is no number.
_TYPES = {
    **dict.fromkeys(("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"), BINARY),
    **dict.fromkeys(("time", "inet4", "inet6"), TOLD),
    "uuid": UUID,
}


class DatabaseIntrospection(introspection.DatabaseIntrospection):
    data_types_reverse = {
        **introspection.DatabaseIntrospection.data_types_reverse,
        FIELD_TYPE.BIT: "BitField",
        FIELD_TYPE.YEAR: "SmallIntegerField",
    }

    def get_field_type(self, data_type: Any, description: Any) -> str:
        """Raises KeyError for a type that has no like."""
        if data_type == FIELD_TYPE.BIT and description.precision != 1:
            return BITS
        return str(super().get_field_type(data_type, description))

    def types_of(self, cursor: Any, table: str) -> dict[str, tuple[str, list[str]]]:
        """By column, what the driver does not tell: the type, and the values of one that may hold only certain ones."""
        cursor.execute(
            "SELECT column_name, data_type, column_type FROM information_schema.columns"
            " WHERE table_schema = DATABASE() AND table_name = %s",
            [table],
        )
        return {name: (_TYPES.get(type, ""), _values(type, told)) for name, type, told in cursor.fetchall()}

    def links_of(self, cursor: Any, table: str) -> list[tuple[list[str], str, list[str]]]:
        """The foreign keys: their columns, the table that they lead to and the columns there."""
        cursor.execute(
            "SELECT constraint_name, referenced_table_name, column_name, referenced_column_name"
            " FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND table_name = %s"
            " AND referenced_table_schema = DATABASE() AND referenced_column_name IS NOT NULL"
            " ORDER BY constraint_name, ordinal_position",
            [table],
        )
        return [
            ([one[2] for one in rows], other, [one[3] for one in rows])
            for (_name, other), rows in grouped(cursor.fetchall(), 2)
        ]

    def get_table_description(self, cursor: Any, table_name: str) -> list[Any]:
        """Django adds texts with +, which is a sum to MariaDB: every check would make its column JSON."""
        described = super().get_table_description(cursor, table_name)
        if not self.connection.mysql_is_mariadb:
            return described
        cursor.execute(
            "SELECT constraint_name FROM information_schema.check_constraints"
            " WHERE constraint_schema = DATABASE() AND table_name = %s"
            " AND LOWER(check_clause) = CONCAT('json_valid(`', LOWER(constraint_name), '`)')",
            [table_name],
        )
        as_json = {name for (name,) in cursor.fetchall()}
        return [line._replace(has_json_constraint=line.name in as_json) for line in described]

    def _parse_constraint_columns(self, check_clause: str, columns: Any) -> list[str]:
        """The columns that a check is about; the server quotes each."""
        return [name for name in columns if f"`{name.replace('`', '``')}`" in check_clause]


def _values(type: str, told: str) -> list[str]:
    """`enum('A','it''s')` names A and it's."""
    quoted = re.findall(r"'((?:[^']|'')*)'", told) if type == "enum" else []
    return [value.replace("''", "'") for value in quoted]
