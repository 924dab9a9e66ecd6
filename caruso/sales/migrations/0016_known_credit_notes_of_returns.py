from django.db import migrations, models

from caruso.kernel.adding_indexes import AddIndexBeside


def link(apps, schema_editor):
    """Those that receiving a return has drafted say its number in front of their reason."""
    Invoice = apps.get_model("sales", "Invoice")
    received = apps.get_model("sales", "Return").objects.filter(state="received", outcome="refund")
    for pk, number, order in received.values_list("pk", "number", "order").iterator():
        Invoice.objects.filter(order=order, kind="credit_note", reason__startswith=f"{number}: ").update(returned=pk)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("sales", "0015_credit_notes_of_returns")]

    operations = [
        AddIndexBeside(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(("returned__isnull", False)), fields=["returned"], name="invoice_of_return"
            ),
        ),
        migrations.RunPython(link, migrations.RunPython.noop),
    ]
