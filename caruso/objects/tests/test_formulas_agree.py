"""A formula comes to the same in SQL and in memory, on whatever database these tests run."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caruso.kernel.conditions import ConditionProblem
from caruso.kernel.conditions.binding import bind_comparison
from caruso.kernel.conditions.memory import compare
from caruso.kernel.conditions.operators import DENIALS, operator_of
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.kernel.fields import Field, kind_named
from caruso.kernel.models import CustomField
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.objects import business_object
from caruso.kernel.tests.conditions.strategies import CUSTOM, databases, fill
from caruso.kernel.tests.shop.models import Customer
from caruso.objects.formulas.checking import check_formula
from caruso.objects.formulas.formula import Formula, usual_result
from caruso.objects.formulas.parsing import parse
from caruso.objects.formulas.roll_up import RolledUp, check_roll_up
from caruso.objects.tests.formula_strategies import formulas

pytestmark = pytest.mark.django_db


@pytest.fixture
def custom_fields(db: None) -> None:
    for name, kind in CUSTOM.items():
        choices = [{"value": value, "labels": {"en": value}} for value in ("books", "tea", "a", "b")]
        CustomField.objects.create(
            object="shop.customer", name=name, kind=kind, choices=choices if "choice" in kind else []
        )
    forget_organisation()


def is_same(stored: Any, reckoned: Any) -> bool:
    """SQLite reckons in binary fractions of fifteen digits, so large numbers agree in their first ones only."""
    if isinstance(stored, Decimal) and isinstance(reckoned, Decimal):
        return abs(stored - reckoned) <= max(Decimal("0.000001"), abs(reckoned) * Decimal("1e-9"))
    return bool(stored == reckoned)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(database=databases(), texts=st.lists(formulas(), min_size=1, max_size=6))
def test_both_evaluators_come_to_the_same(
    custom_fields: None, petra: Any, tomas: Any, database: Any, texts: list[str]
) -> None:
    described = business_object("shop.customer")
    with transaction.atomic():
        fill(database, [petra, tomas, None])
        everyone = list(Customer.objects.order_by("pk"))
        for text in texts:
            try:
                bound = check_formula(text, described)
            except ConditionProblem:
                continue
            formula = Formula("shop.customer", text, usual_result(bound))
            found = Customer.objects.order_by("pk").annotate(value=formula.expression()).values_list("value", flat=True)
            for customer, stored in zip(everyone, found, strict=True):
                reckoned = formula.value(customer)
                assert is_same(formula.load(stored), reckoned), (text, stored, reckoned)
        transaction.set_rollback(True)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    database=databases(),
    function=st.sampled_from(["count", "sum", "min", "max", "avg"]),
    field=st.sampled_from(["amount", "bought_on"]),
    where=st.sampled_from(["", "paid = yes", "amount > 1 or title contains ss"]),
    wanted=st.sampled_from(["= 0", "!= 0", "> 1", "<= 1", "is empty", "is not empty"]),
)
def test_a_roll_up_comes_to_the_same_and_finds_by_it(
    custom_fields: None, petra: Any, tomas: Any, database: Any, function: str, field: str, where: str, wanted: str
) -> None:
    described = business_object("shop.customer")
    asked = {"collection": "purchases", "function": function, "field": field, "where": where}
    try:
        kind = check_roll_up(asked, described).result.kind
    except ConditionProblem:
        return
    roll_up = RolledUp("shop.customer", asked, kind)
    one = Field("total", "", kind_named(kind), computed=roll_up)
    with transaction.atomic():
        fill(database, [petra, tomas, None])
        everyone = list(Customer.objects.order_by("pk"))
        found = Customer.objects.order_by("pk").annotate(value=roll_up.expression()).values_list("value", flat=True)
        values = [roll_up.value(customer) for customer in everyone]
        assert list(map(roll_up.load, found)) == values
        if one.kind.family == "number" or "empty" in wanted:
            operator, _space, number = wanted.rpartition(" ") if "empty" not in wanted else (wanted, "", "")
            told = operator_of(one, operator)
            assert told is not None
            view = Viewpoint(None, timezone.now())
            comparison = bind_comparison(one, told, DENIALS.get(operator, operator), [number] if number else [], view)
            met = [
                customer for customer, value in zip(everyone, values, strict=True) if compare(value, one, comparison)
            ]
            assert list(Customer.objects.order_by("pk").filter(roll_up.test(one, comparison))) == met
        transaction.set_rollback(True)


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="()+-*/&,.=<>!%\"' azAZ09_łŁ\n", max_size=60) | formulas())
def test_whatever_is_written_is_understood_or_refused(text: str) -> None:
    try:
        parse(text)
    except ConditionProblem as problem:
        assert str(problem)
