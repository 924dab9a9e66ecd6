from decimal import Decimal

from django.db import migrations

from caruso.sales.rules.totals import LineAmounts, Rounding, parts

#: Documents that are read and written at once.
STEP = 500


def keep(apps, schema_editor):
    """What of quotes and orders is paid again and again; few are, and of the others nothing is to be kept."""
    for name, line in (("Quote", "QuoteLine"), ("Order", "OrderLine")):
        lines = apps.get_model("sales", line).objects
        numbers = sorted(set(lines.exclude(recurring="").values_list("document", flat=True)))
        for start in range(0, len(numbers), STEP):
            _keep_of(apps.get_model("sales", name), lines, numbers[start : start + STEP])


def _keep_of(model, lines, numbers):
    amounts = {number: [] for number in numbers}
    for line in lines.filter(document__in=numbers).order_by("position", "pk"):
        amounts[line.document_id].append(
            LineAmounts(
                quantity=line.quantity,
                price=line.price,
                discount_percent=line.discount_percent,
                tax_class=line.tax_class,
                tax_percent=line.tax_percent,
                cost=line.cost,
                counts=line.chosen or not line.optional,
                recurring=line.recurring,
            )
        )
    documents = list(model.objects.filter(pk__in=numbers).only("currency", "discount_percent", "rounding"))
    for one in documents:
        found = parts(amounts[one.pk], one.currency, one.discount_percent, Rounding(one.rounding))
        one.paid_parts = [
            {
                "interval": part.interval,
                "net_total": str(part.net),
                "tax_total": str(part.tax),
                "gross_total": str(part.gross),
                "discount_total": str(part.discount),
                **({} if part.cost is None else {"cost_total": str(part.cost), "margin": str(part.margin)}),
            }
            for part in found
        ]
    model.objects.bulk_update(documents, ["paid_parts"])


class Migration(migrations.Migration):
    dependencies = [("sales", "0021_paid_parts")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
