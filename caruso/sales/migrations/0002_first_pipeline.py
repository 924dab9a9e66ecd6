from django.db import migrations

from caruso.sales.seeds.first_pipeline import PIPELINE, seed_pipeline
from caruso.sales.seeds.first_tax_rates import seed_tax_rates


def seed(apps, schema_editor):
    seed_pipeline(apps.get_model("sales", "Pipeline"), apps.get_model("sales", "Stage"))
    seed_tax_rates(apps.get_model("sales", "TaxRate"))


def remove(apps, schema_editor):
    apps.get_model("sales", "Pipeline").objects.filter(code=PIPELINE[0]).delete()
    apps.get_model("sales", "TaxRate").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_initial")]

    operations = [migrations.RunPython(seed, remove)]
