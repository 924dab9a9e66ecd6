from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("objects", "0012_codes_in_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="mappedobject",
            name="missing",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="mappedobject",
            name="in_search",
            field=models.BooleanField(default=False),
        ),
    ]
