"""The JSON in which records keep their custom fields, changed for all records at once."""

from typing import Any

from django.db import connection, models


def move_values(model: type[models.Model], before: str, now: str) -> None:
    """Keep what stands under one name under another."""
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "sqlite":
        old, new = f'$."{before}"', f'$."{now}"'
        statement = (
            f"UPDATE {table} SET custom = json_set(json_remove(custom, %s), %s, json(custom -> %s))"
            f" WHERE custom -> %s IS NOT NULL"
        )
        params: list[Any] = [old, new, old, old]
    else:
        statement = (
            f"UPDATE {table} SET custom = (custom - %s) || jsonb_build_object(%s::text, custom -> %s)"
            f" WHERE jsonb_exists(custom, %s)"
        )
        params = [before, now, before, before]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
