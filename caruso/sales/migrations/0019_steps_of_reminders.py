import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sales", "0018_known_accounts_of_handovers")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="of_step",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="sales.reminderstep",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="days",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
    ]
