from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("objects", "0004_mapped"),
    ]

    operations = [
        migrations.AddField(
            model_name="mappedobject",
            name="computed",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
