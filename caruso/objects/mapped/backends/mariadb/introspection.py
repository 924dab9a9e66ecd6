"""What a MariaDB or MySQL database says of its columns, where Django has it otherwise."""

from typing import Any

from django.db.backends.mysql import introspection
from pymysql.constants import FIELD_TYPE


class DatabaseIntrospection(introspection.DatabaseIntrospection):
    data_types_reverse = {
        **introspection.DatabaseIntrospection.data_types_reverse,
        FIELD_TYPE.BIT: "BitField",
        FIELD_TYPE.YEAR: "SmallIntegerField",
    }

    def get_field_type(self, data_type: Any, description: Any) -> str:
        """Raises KeyError for a type that has no like; several bits in one column are one."""
        if data_type == FIELD_TYPE.BIT and description.precision != 1:
            raise KeyError(data_type)
        return str(super().get_field_type(data_type, description))

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
