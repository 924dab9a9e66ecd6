from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sales", "0016_known_credit_notes_of_returns")]

    operations = [
        migrations.AddField(
            model_name=name, name="paid_parts", field=models.JSONField(default=list, editable=False)
        )
        for name in ("quote", "order", "invoice")
    ]
