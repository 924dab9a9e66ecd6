"""What tests of sales begin with."""

from typing import Any

import pytest

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models.approval_policy import forget_policies
from caruso.sales.models.assignment_rule import forget_assignment_rules
from caruso.sales.models.guidance import forget_guidance
from caruso.sales.models.lead_policy import forget_lead_policy
from caruso.sales.models.pipeline import forget_pipelines
from caruso.sales.models.scoring_rule import forget_scoring_rules
from tests.seeded import seed_firm


@pytest.fixture(autouse=True)
def first_pipeline(db: None) -> Any:
    """The pipeline and the tax rates that a firm starts with, also after tests that emptied the tables."""
    _forget()
    seed_firm()
    yield
    _forget()


def _forget() -> None:
    of_leads = (forget_scoring_rules, forget_assignment_rules, forget_lead_policy)
    for forget in (forget_pipelines, forget_guidance, forget_policies, *of_leads):
        forget()


@pytest.fixture
def bistro(petra: User) -> Account:
    return Account(name="Bistro Praha", owner=petra, currency="CZK").create(by=petra)
