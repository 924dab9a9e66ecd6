from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sales", "0023_settled_in_part")]

    operations = [
        migrations.AlterField(
            model_name="order",
            name="state",
            field=models.CharField(
                choices=[
                    ("held", "on hold"),
                    ("confirmed", "confirmed"),
                    ("partly", "sent in part"),
                    ("shipped", "on its way"),
                    ("delivered", "delivered"),
                    ("closed", "closed"),
                    ("cancelled", "cancelled"),
                ],
                default="confirmed",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
    ]
