import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_yearless_days"), ("sales", "0016_known_credit_notes_of_returns")]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="customers.account",
                verbose_name="account",
            ),
        ),
    ]
