"""SQL and memory give the same answer, on whatever database these tests run."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caruso.kernel.conditions import ConditionProblem, from_json, parse, to_json, to_text
from caruso.kernel.conditions.checked import check
from caruso.kernel.models import CustomField
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.objects import business_object
from caruso.kernel.tests.conditions.strategies import CUSTOM, conditions, databases, fill
from caruso.kernel.tests.shop.models import Customer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CHOICES = {"likes": ["books", "tea"], "level": ["a", "b"]}


@pytest.fixture
def custom_fields(db: None) -> None:
    for name, kind in CUSTOM.items():
        choices = [{"value": value, "labels": {"en": value}} for value in CHOICES.get(name, ())]
        CustomField.objects.create(object="shop.customer", name=name, kind=kind, choices=choices)
    forget_organisation()


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(database=databases(), trees=st.lists(conditions(), min_size=1, max_size=4), viewer=st.integers(0, 2))
def test_both_evaluators_select_the_same_customers(
    custom_fields: None, petra: Any, tomas: Any, jan: Any, database: Any, trees: Any, viewer: int
) -> None:
    user = [None, petra, jan][viewer]
    with transaction.atomic():
        fill(database, [petra, tomas, None])
        everyone = list(Customer.objects.order_by("pk"))
        for tree in trees:
            try:
                condition = check(tree, business_object("shop.customer"), user, now=NOW)
            except ConditionProblem:
                continue
            found = list(condition.filter(Customer.objects.order_by("pk")))
            assert found == [customer for customer in everyone if condition.matches(customer)], to_text(tree)
        transaction.set_rollback(True)


@settings(max_examples=300, deadline=None)
@given(tree=conditions())
def test_forms_bring_back_the_same_condition(tree: Any) -> None:
    assert parse(to_text(tree)) == tree
    assert from_json(to_json(tree)) == tree
