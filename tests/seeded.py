"""What a firm starts with, put back after a test that emptied the tables."""

from caruso.sales.models import Carrier, Pipeline, ReminderStep, Stage, TaxRate
from caruso.sales.models.carrier import forget_carriers
from caruso.sales.models.pipeline import forget_pipelines
from caruso.sales.models.reminder_step import seed_reminder_steps
from caruso.sales.seeds.first_carriers import seed_carriers
from caruso.sales.seeds.first_pipeline import seed_pipeline
from caruso.sales.seeds.first_tax_rates import seed_tax_rates


def seed_firm() -> None:
    """The first pipeline, tax rates, carriers and reminders, as the migrations write them."""
    seed_pipeline(Pipeline, Stage)
    seed_tax_rates(TaxRate)
    seed_carriers(Carrier)
    seed_reminder_steps(ReminderStep)
    forget_pipelines()
    forget_carriers()
