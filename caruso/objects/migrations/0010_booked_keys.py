import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("objects", "0009_schedule"),
    ]

    operations = [
        migrations.AddField(
            model_name="mappedobject",
            name="keys",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="mappedobject",
            name="key_column",
            field=models.CharField(max_length=500),
        ),
        migrations.CreateModel(
            name="BookedKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=32)),
                ("key", models.TextField()),
                (
                    "object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booked_keys",
                        to="objects.mappedobject",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("object", "digest"), name="booked_once")],
            },
        ),
    ]
