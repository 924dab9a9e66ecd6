"""What codes mean in rows, because PostgreSQL keeps no order of what is in a JSON object."""

from collections.abc import Callable
from typing import Any

from django.db import migrations


def _in_rows(codes: Any) -> Any:
    return [{"value": value, "labels": labels} for value, labels in codes.items()] if isinstance(codes, dict) else codes


def _by_code(codes: Any) -> Any:
    return {one["value"]: one["labels"] for one in codes} if isinstance(codes, list) else codes


def _changing(change: Callable[[Any], Any]) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        mapped = apps.get_model("objects", "MappedObject")
        for one in mapped.objects.using(schema_editor.connection.alias).all():
            one.fields = [{**field, "codes": change(field.get("codes") or {})} for field in one.fields]
            one.save(update_fields=["fields"])

    return run


class Migration(migrations.Migration):
    dependencies = [
        ("objects", "0011_schema_of_a_database"),
    ]

    operations = [
        migrations.RunPython(_changing(_in_rows), _changing(_by_code)),
    ]
