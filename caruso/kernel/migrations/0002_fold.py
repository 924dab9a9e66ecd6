"""PostgreSQL folds text as Caruso does; SQLite is given the function with each connection."""

from django.db import migrations

from caruso.kernel.conditions.folding import postgresql_function


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'")
        cursor.execute(postgresql_function("und-x-icu" if cursor.fetchone() else "default"))


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS caruso_fold(text)")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunPython(make, remove)]
