"""Lists are read in the order of fields that an administrator added.

Indexes that were made for finding alone are made anew, for the order too, when they are next asked for.
"""

from django.db import migrations, models
from django.db.models import Q

from caruso.kernel.conditions.folding import case_collation, sort_key_function

FOUND_IN_ORDER = ("integer", "decimal", "percent", "date", "datetime", "duration", "yes_no", "email", "phone", "rating")


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(sort_key_function(case_collation(cursor)))
    made = apps.get_model("kernel", "CustomField").objects.filter(index="made")
    made.filter(Q(kind__in=FOUND_IN_ORDER, column="") | Q(kind="money")).update(index="")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS caruso_sort_key(text) CASCADE")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_letterhead_leaders_and_columns")]

    operations = [
        migrations.AddField(
            model_name="customfield",
            name="order_index",
            field=models.CharField(
                blank=True,
                choices=[("", "None"), ("wanted", "Wanted"), ("made", "Made")],
                default="",
                editable=False,
                max_length=8,
            ),
        ),
        migrations.RunPython(make, remove),
    ]
