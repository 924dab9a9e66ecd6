"""Lists are read in the order of the next activity; nobody is stopped from writing while the indexes are made."""

from django.db import migrations


def make(apps, schema_editor):
    connection = schema_editor.connection
    how = "CONCURRENTLY" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for one in apps.get_model("objects", "ModelledObject").objects.all():
            cursor.execute(
                f'CREATE INDEX {how} IF NOT EXISTS "m{one.pk}_next" ON "modelled_{one.name}" ("activity__next", "id")'
                ' WHERE "binned_at" IS NULL'
            )


def remove(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for one in apps.get_model("objects", "ModelledObject").objects.all():
            cursor.execute(f'DROP INDEX IF EXISTS "m{one.pk}_next"')


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("objects", "0007_activities_and_matching")]

    operations = [migrations.RunPython(make, remove)]
