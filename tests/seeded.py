"""What a firm starts with, also after a test that emptied the tables."""

from caruso.sales.models import Carrier, Pipeline, ReminderStep, Stage, TaxRate
from caruso.sales.models.carrier import forget_carriers
from caruso.sales.models.pipeline import forget_pipelines
from caruso.sales.models.reminder_step import seed_reminder_steps
from caruso.sales.seeds.first_carriers import seed_carriers
from caruso.sales.seeds.first_pipeline import seed_pipeline
from caruso.sales.seeds.first_tax_rates import seed_tax_rates


def seed_firm() -> None:
    """The first pipeline and the tax rates, where they are missing: looking for each rate would take eighty questions."""
    if not Pipeline.objects.exists():
        seed_pipeline(Pipeline, Stage)
        forget_pipelines()
    if not TaxRate.objects.exists():
        seed_tax_rates(TaxRate)
    if not Carrier.objects.exists():
        seed_carriers(Carrier)
        forget_carriers()
    seed_reminder_steps(ReminderStep)
