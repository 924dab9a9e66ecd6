from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("objects", "0008_order_of_activities"),
    ]

    operations = [
        migrations.AddField(
            model_name="modelledobject",
            name="schedule_end",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="modelledobject",
            name="schedule_start",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
