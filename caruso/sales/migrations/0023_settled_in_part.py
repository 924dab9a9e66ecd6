from decimal import Decimal

from django.db import migrations, models

from caruso.kernel.columns import MoneyColumn


class Migration(migrations.Migration):
    dependencies = [("sales", "0022_known_paid_parts")]

    operations = [
        migrations.AlterField(
            model_name="invoice",
            name="balance",
            field=MoneyColumn(
                decimal_places=2, default=Decimal("0"), editable=False, max_digits=18, verbose_name="still open"
            ),
        ),
        migrations.AlterField(
            model_name="invoice",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("issued", "issued"),
                    ("partly", "settled in part"),
                    ("paid", "paid"),
                    ("credited", "credited"),
                ],
                default="draft",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
    ]
