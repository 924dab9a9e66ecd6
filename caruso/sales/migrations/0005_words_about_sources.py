"""Free words about where a deal came from become one of the sources, or “other” with the words beside it."""

from django.db import migrations
from django.db.models.functions import Left

SOURCES = {
    "referral", "web_search", "website", "social", "advertisement", "fair", "mailing", "press", "cold_call", "partner",
    "other",
}  # fmt: skip


def sort_words(apps, schema_editor):
    deals = apps.get_model("sales", "Opportunity").objects
    said = deals.exclude(source__in=["", *SOURCES]).order_by("source").values_list("source", flat=True).distinct()
    for words in list(said):
        source = "_".join(words.lower().split())
        if source in SOURCES:
            deals.filter(source=words).update(source=source)
        else:
            deals.filter(source=words).update(source="other", source_detail=words)


def words_again(apps, schema_editor):
    told = apps.get_model("sales", "Opportunity").objects.filter(source="other").exclude(source_detail="")
    told.update(source=Left("source_detail", 40), source_detail="")


class Migration(migrations.Migration):
    dependencies = [("sales", "0004_sources_of_deals")]

    operations = [migrations.RunPython(sort_words, words_again)]
