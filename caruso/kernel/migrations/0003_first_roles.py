"""The roles that a firm starts with; the administrator changes them as the firm likes."""

from django.db import migrations


def _rights(view, create, edit, delete, export, bulk, destroy="none"):
    scopes = dict(view=view, create=create, edit=edit, delete=delete, export=export, bulk=bulk, destroy=destroy)
    return {"*": {right: scope for right, scope in scopes.items() if scope != "none"}}


ROLES = [
    ("Administrator", "Everything, settings included", True, _rights(*["all"] * 7)),
    ("Manager", "Sees all, changes what is the team's", False, _rights("all", "all", "team", "team", "all", "team")),
    ("Representative", "Works on own records, sees the team's", False, _rights("team", "all", "own", "own", "own", "own")),
    ("Agent", "Sees all, so that nobody has to ask twice", False, _rights("all", "all", "all", "own", "none", "own")),
    ("Marketer", "Sees and exports all, changes in bulk", False, _rights("all", "all", "team", "own", "all", "all")),
    ("Reader", "Sees all, changes nothing", False, _rights("all", "none", "none", "none", "none", "none")),
]


def seed(apps, schema_editor):
    Role = apps.get_model("kernel", "Role")
    for name, description, administers, rights in ROLES:
        Role.objects.get_or_create(
            name=name, defaults={"description": description, "administers": administers, "rights": rights}
        )


def remove_unused(apps, schema_editor):
    names = [name for name, *_rest in ROLES]
    apps.get_model("kernel", "Role").objects.filter(name__in=names, people=None).delete()


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_office")]

    operations = [migrations.RunPython(seed, remove_unused)]
