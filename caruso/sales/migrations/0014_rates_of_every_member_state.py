from django.db import migrations

from caruso.sales.seeds.first_tax_rates import seed_tax_rates


def seed(apps, schema_editor):
    seed_tax_rates(apps.get_model("sales", "TaxRate"), only_new=True)


class Migration(migrations.Migration):
    dependencies = [("sales", "0013_waiting_deals")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
