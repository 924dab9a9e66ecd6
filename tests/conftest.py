"""What tests of the whole house begin with."""

from typing import Any

import pytest

from caruso.sales.models import Pipeline, Stage, TaxRate
from caruso.sales.models.pipeline import forget_pipelines
from caruso.sales.seeds.first_pipeline import seed_pipeline
from caruso.sales.seeds.first_tax_rates import seed_tax_rates


@pytest.fixture(autouse=True)
def first_pipeline(request: pytest.FixtureRequest) -> Any:
    """The pipeline and the tax rates that a firm starts with, also after a test that emptied the tables."""
    if {"db", "transactional_db"}.isdisjoint(request.fixturenames) and not request.node.get_closest_marker("django_db"):
        return
    request.getfixturevalue("db")
    seed_pipeline(Pipeline, Stage)
    seed_tax_rates(TaxRate)
    forget_pipelines()
