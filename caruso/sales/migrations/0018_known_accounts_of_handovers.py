from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from caruso.kernel.adding_indexes import AddIndexBeside

AT_ONCE = 5000


def fill(apps, schema_editor):
    """The customer of each paper, some thousand rows at a time."""
    Handover = apps.get_model("sales", "Handover")
    papers = [apps.get_model("sales", name).objects.filter(pk=OuterRef(f"{link}_id")).values("account_id") for name, link in (("Order", "order"), ("Invoice", "invoice"))]
    last = Handover.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for begin in range(0, last + 1, AT_ONCE):
        some = Handover.objects.filter(pk__gte=begin, pk__lt=begin + AT_ONCE, account=None)
        some.update(account_id=Coalesce(*(Subquery(one) for one in papers)))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("sales", "0017_accounts_of_handovers")]

    operations = [
        AddIndexBeside(
            model_name="handover", index=models.Index(fields=["account"], name="handover_by_account")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
