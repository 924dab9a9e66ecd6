"""Whoever sees some records of the firm sees its whole catalogue: products, prices and promotions are nobody's own."""

from django.db import migrations

CATALOGUE = ("sales.product", "sales.productcategory", "sales.pricelist", "sales.price", "sales.promotion")


def open_catalogue(apps, schema_editor):
    for role in apps.get_model("kernel", "Role").objects.all():
        others = role.rights.get("*") or {}
        if others.get("view", "none") in ("none", "all"):
            continue
        role.rights = {**{name: {"view": "all"} for name in CATALOGUE}, **role.rights}
        role.save(update_fields=["rights"])


def close_catalogue(apps, schema_editor):
    for role in apps.get_model("kernel", "Role").objects.all():
        kept = {name: rights for name, rights in role.rights.items() if name not in CATALOGUE or rights != {"view": "all"}}
        if kept != role.rights:
            role.rights = kept
            role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("sales", "0002_first_pipeline"), ("kernel", "0005_letterhead_leaders_and_columns")]

    operations = [migrations.RunPython(open_catalogue, close_catalogue)]
