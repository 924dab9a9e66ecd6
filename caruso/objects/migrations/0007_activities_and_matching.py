"""Fields that tell records apart; and records of modelled objects show when something is next planned with them, and was last done.

The columns may be empty, so a table of any size gets them at once.
"""

from django.db import migrations, models

COLUMNS = ("activity__next", "activity__last")


def add(apps, schema_editor):
    connection = schema_editor.connection
    kind = "timestamp with time zone" if connection.vendor == "postgresql" else "datetime"
    with connection.cursor() as cursor:
        for table in _tables(apps):
            for column in COLUMNS:
                cursor.execute(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind} NULL')


def remove(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for table in _tables(apps):
            for column in COLUMNS:
                cursor.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')


def _tables(apps):
    return [f"modelled_{one.name}" for one in apps.get_model("objects", "ModelledObject").objects.all()]


class Migration(migrations.Migration):
    dependencies = [("objects", "0006_order_of_numbers")]

    operations = [
        migrations.AddField("modelledobject", "matching", models.JSONField(blank=True, default=list)),
        migrations.RunPython(add, remove),
    ]
