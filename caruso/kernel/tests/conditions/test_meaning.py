"""What conditions mean where it is not obvious, and what they cost."""

from typing import Any

import pytest

from caruso.kernel.conditions import (
    Aggregate,
    All,
    Not,
    Test,
    check,
    from_url,
    operators_for,
    parse,
    to_text,
    to_url,
)
from caruso.kernel.conditions import (
    Any as AnyOf,
)
from caruso.kernel.models import Team
from caruso.kernel.objects import business_object
from caruso.kernel.tests.shop.models import Customer, Shop

pytestmark = pytest.mark.django_db


def _check(text: str, user: Any = None) -> Any:
    return check(parse(text), business_object("shop.customer"), user)


def test_text_becomes_a_tree() -> None:
    assert parse('balance > 50000 and (stage = "rfq" or not tags has any "vip")') == All(
        (
            Test("balance", ">", 50000),
            AnyOf((Test("stage", "=", "rfq"), Not(Test("tags", "has any", "vip")))),
        )
    )
    assert parse("any(purchases where paid = yes and bought_on within last 90 days)") == Aggregate(
        "any", "purchases", All((Test("paid", "=", True), Test("bought_on", "within", "last 90 days")))
    )
    assert parse("visits BETWEEN 1 AND 5 AND owner = My Teams") == All(
        (Test("visits", "between", (1, 5)), Test("owner", "=", "my teams"))
    )


def test_a_tree_is_told_as_people_would_write_it() -> None:
    text = 'count(purchases where paid = yes) >= 5 and (name starts with "Ł" or born within last 90 days)'
    assert to_text(parse(text)) == text


def test_a_condition_travels_in_an_address() -> None:
    tree = parse('name contains "Łódź" and visits in (1, 2)')
    assert from_url(to_url(tree)) == tree


def test_my_teams_are_those_below_too(marek: Any, petra: Any, sales: Team, tomas: Any) -> None:
    below = Team.objects.create(name="Inside sales", parent=sales)
    petra.team = below
    petra.save()
    for person in (marek, petra, tomas):
        Customer(name=person.name, owner=person).create(by=person)
    everyone = Customer.objects.order_by("pk")
    for text, expected in [
        ("owner = me", [marek]),
        ("owner = my team", [marek]),
        ("owner in (my teams)", [marek, petra]),
        ("owner != my teams", [tomas]),
        ("team = my team", [marek]),
        ("team in (my teams)", [marek, petra]),
    ]:
        condition = _check(text, marek)
        assert [one.owner for one in condition.filter(everyone)] == expected, text
        assert [one.owner for one in everyone if condition.matches(one)] == expected, text


def test_a_mapping_is_asked_like_a_record() -> None:
    given = {
        "name": "Łódź",
        "visits": "5",
        "born": "1980-03-15",
        "shop": {"name": "Žabka", "part_of": None},
        "emails": [{"value": "a@example.com"}],
        "tags": ["VIP"],
        "purchases": [{"amount": "10.50", "paid": True}, {"amount": "1"}, {"amount": "7", "binned_at": "2026-01-01"}],
    }
    for text in (
        "name = lodz and visits = 5 and born < 1990-01-01",
        "shop.name starts with za and shop.part_of.name is empty",
        'emails.value contains "EXAMPLE" and tags has all ("vip")',
        "count(purchases) = 2 and sum(purchases.amount) = 11.5 and count(purchases where paid = yes) = 1",
        "balance is empty and balance != 5 and not balance > 0",
    ):
        assert _check(text).matches(given), text


def test_records_are_not_multiplied_by_what_they_are_asked_about(anna: Any) -> None:
    shop = Shop(name="Shop").create(by=anna)
    for _number in range(3):
        Customer(name="same", shop=shop, emails=[{"value": "a@b.pl"}, {"value": "c@b.pl"}], tags=["a", "b"]).create(
            by=anna
        )
    condition = _check('any(shop.customers) and emails.value contains b and tags has any ("a", "b")', anna)
    assert condition.filter(Customer.objects.all()).count() == 3


@pytest.mark.parametrize(
    "text",
    [
        'email = "Anna@example.com"',
        "stage in (new, gone)",
        "shop = 1",
        "owner = me",
        "visits > 3",
        "born within this month",
    ],
)
def test_plain_values_are_compared_without_folding(anna: Any, text: str) -> None:
    assert "caruso_fold" not in str(_check(text, anna).filter(Customer.objects.all()).query)


def test_nothing_is_asked_of_the_database_to_check_or_to_build(anna: Any, django_assert_num_queries: Any) -> None:
    _check("any(purchases)")  # what is modelled is read once
    with django_assert_num_queries(0):
        condition = _check('shop.name = "x" and count(purchases) > 1 and owner = me and tags has any a', anna)
        str(condition.filter(Customer.objects.all()).query)


def test_every_field_offers_operators_with_labels() -> None:
    for field in business_object("shop.customer").fields.values():
        assert all(str(operator.label) for operator in operators_for(field))
