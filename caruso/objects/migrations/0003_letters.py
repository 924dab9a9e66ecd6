from django.db import migrations

from caruso.objects.formulas.letters import FUNCTIONS, postgresql_functions


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'")
        for statement in postgresql_functions("und-x-icu" if cursor.fetchone() else "default"):
            cursor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            for name in FUNCTIONS:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}(text)")


class Migration(migrations.Migration):
    dependencies = [("objects", "0002_layouts")]

    operations = [migrations.RunPython(make, remove)]
