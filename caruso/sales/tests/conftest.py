"""What tests of sales begin with."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import ExchangeRate, Team, User
from caruso.sales.models import ApprovalPolicy, Quote, Stage
from caruso.sales.models.approval_policy import forget_policies
from caruso.sales.models.assignment_rule import forget_assignment_rules
from caruso.sales.models.carrier import forget_carriers
from caruso.sales.models.guidance import forget_guidance
from caruso.sales.models.lead_policy import forget_lead_policy
from caruso.sales.models.pipeline import forget_pipelines, schema_changed
from caruso.sales.models.scoring_rule import forget_scoring_rules
from caruso.sales.tests.offers import Customer, draft, sent


@pytest.fixture(autouse=True)
def sales_read_anew(db: None) -> Any:
    """What is kept between questions of a process is of this test alone."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    of_leads = (forget_scoring_rules, forget_assignment_rules, forget_lead_policy)
    for forget in (forget_pipelines, forget_carriers, forget_guidance, forget_policies, *of_leads):
        forget()


@pytest.fixture
def bistro(petra: User) -> Account:
    return Account(name="Bistro Praha", owner=petra, currency="CZK").create(by=petra)


@pytest.fixture
def led(sales: Team, marek: User, petra: User) -> Team:
    sales.leader = marek
    sales.save()
    return sales


@pytest.fixture
def policy(led: Team) -> ApprovalPolicy:
    """Above 50 000 USD the manager says yes before a quotation is sent."""
    ExchangeRate.objects.create(base="EUR", currency="USD", day=timezone.localdate(), rate=Decimal("0.9"))
    ExchangeRate.objects.create(base="EUR", currency="CZK", day=timezone.localdate(), rate=Decimal("0.04"))
    stages = {stage.code: stage for stage in Stage.objects.all()}
    made = ApprovalPolicy.objects.create(
        name="Large deals",
        asked_on=stages["rfq"],
        before=stages["quoted"],
        condition='amount > "50000 USD"',
        task="Review with the senior manager",
    )
    schema_changed()
    return made


@pytest.fixture
def quote(bistro: Account, petra: User) -> Quote:
    return draft(bistro, petra)


@pytest.fixture
def customer(quote: Quote, petra: User) -> Customer:
    return Customer(sent(quote, petra))
