"""Lists are read in the order of running numbers; nobody is stopped from writing while the indexes are made."""

from django.db import migrations


def make(apps, schema_editor):
    connection = schema_editor.connection
    how = "CONCURRENTLY" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for one in _numbered(apps):
            cursor.execute(
                f'CREATE INDEX {how} IF NOT EXISTS "m{one.pk}_number" ON "modelled_{one.name}" ("number", "id")'
                ' WHERE "binned_at" IS NULL'
            )


def remove(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for one in _numbered(apps):
            cursor.execute(f'DROP INDEX IF EXISTS "m{one.pk}_number"')


def _numbered(apps):
    return apps.get_model("objects", "ModelledObject").objects.exclude(numbering="")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("objects", "0005_computed_attributes")]

    operations = [migrations.RunPython(make, remove)]
