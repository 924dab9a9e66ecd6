from django.db import migrations

from caruso.kernel.access.first_roles import FIRST_ROLES, seed_roles


def seed(apps, schema_editor):
    seed_roles(apps.get_model("kernel", "Role"))


def remove_unused(apps, schema_editor):
    names = [name for name, *_rest in FIRST_ROLES]
    apps.get_model("kernel", "Role").objects.filter(name__in=names, people=None).delete()


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_office")]

    operations = [migrations.RunPython(seed, remove_unused)]
