"""Papers and deals begin without a currency, which follows from their customer. Only Python knows of the default: no table
is written anew."""

from django.db import migrations

from caruso.kernel.columns import OfferedColumn

OF_ACCOUNT = "Empty: that of the account."
OF_ORIGIN = "Empty: that of the opportunity, or else of the account."


def _without_default(model, words):
    column = OfferedColumn(blank=True, help_text=words, max_length=3, verbose_name="currency")
    return migrations.AlterField(model_name=model, name="currency", field=column)


class Migration(migrations.Migration):
    dependencies = [("sales", "0024_sent_in_part")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                _without_default("opportunity", OF_ACCOUNT),
                *(_without_default(model, OF_ORIGIN) for model in ("quote", "order", "invoice")),
            ]
        )
    ]
