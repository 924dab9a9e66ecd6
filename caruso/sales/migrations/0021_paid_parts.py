from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sales", "0020_known_steps_of_reminders")]

    operations = [
        migrations.AddField(
            model_name=name, name="paid_parts", field=models.JSONField(default=list, editable=False)
        )
        for name in ("quote", "order", "invoice")
    ]
