"""What a condition may not be."""

from typing import Any

import pytest

from caruso.kernel.conditions import Aggregate, All, ConditionProblem, Not, Test, check, from_json, from_url, parse
from caruso.kernel.models import Role, User
from caruso.kernel.objects import business_object
from caruso.kernel.tests.shop.models import Customer, Purchase, Shop

pytestmark = pytest.mark.django_db


def _refused(text: str, user: Any) -> ConditionProblem:
    with pytest.raises(ConditionProblem) as caught:
        check(parse(text), business_object("shop.customer"), user)
    return caught.value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("colour = 1", "colour"),
        ("shop.colour = 1", "shop.colour"),
        ("owner.password = 1", "owner.password"),
        ("binned_at is empty", "binned_at"),
        ("custom = 1", "custom"),
        ("visits contains 1", "visits"),
        ('name > "a"', "name"),
        ('visits = "many"', "visits"),
        ("visits between (1)", "visits"),
        ("stage in ()", "stage"),
        ('stage = "unheard of"', "stage"),
        ('born = "31.2.2020"', "born"),
        ("born within last 9999 years", "born"),
        ("born < more than 3 days ago", "born"),
        ("owner = nobody", "owner"),
        ('name contains " "', "name"),
        ("vip = perhaps", "vip"),
        ('purchases = "tea"', "purchases"),
        ('purchases.title = "tea"', "purchases.title"),
        ("count(orders) > 1", "orders"),
        ("count(purchases.amount) > 1", "purchases.amount"),
        ("sum(purchases) > 1", "purchases"),
        ("sum(purchases.title) > 1", "purchases.title"),
        ("sum(purchases.bought_on) > 1", "purchases.bought_on"),
        ("any(purchases where colour = 1)", "colour"),
        ("shop.part_of.part_of.part_of.name = x", "shop.part_of.part_of.part_of.name"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(anna: Any, text: str, place: str) -> None:
    assert _refused(text, anna).place == place


def test_too_much_is_refused(anna: Any) -> None:
    assert _refused(" or ".join(["visits = 1"] * 51), anna)
    assert _refused(" and ".join(["any(purchases)"] * 6), anna)
    assert _refused("not " * 6 + "visits = 1", anna)
    assert _refused("name in (" + ", ".join(f'"{number}"' for number in range(201)) + ")", anna)


def test_as_much_as_is_allowed_is_taken(anna: Any) -> None:
    for text in (" or ".join(["visits = 1"] * 50), " and ".join(["any(purchases)"] * 5), "not " * 5 + "visits = 1"):
        assert not check(parse(text), business_object("shop.customer"), anna).filter(Customer.objects.all()).exists()


@pytest.mark.parametrize(
    "data",
    [
        None,
        1,
        "name = 1",
        {},
        [],
        ["name"],
        [1, "=", 2],
        ["name", "=", {"x": 1}],
        ["name", "=", [None]],
        ["name", "=", "\x00"],
        ["name", "=", "\ud800"],
        {"all": 1},
        {"all": [], "any": []},
        {"count": "a", "sum": "b"},
        {"count": 5},
        {"sleep": "purchases"},
        {"not": {"not": {"count": "purchases", "operator": 5}}},
    ],
)
def test_json_that_is_no_condition_is_refused(data: Any) -> None:
    with pytest.raises(ConditionProblem):
        from_json(data)


def test_bombs_in_addresses_are_refused() -> None:
    for text in ("[" * 5000, '{"not":' * 1000 + "1" + "}" * 1000, "x" * 7000, "9" * 5000, '["name","=",NaN, 1]'):
        with pytest.raises(ConditionProblem):
            from_url(text)
    with pytest.raises(ConditionProblem):
        parse("(" * 5000)
    with pytest.raises(ConditionProblem):
        parse("not " * 4000)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("name =", 1, 7),
        ("name = 1 and\n  visits", 2, 9),
        ("(name = 1", 1, 10),
        ('name = "open', 1, 8),
        ("name = 1 visits = 2", 1, 10),
        ("name ; 1", 1, 6),
        ("= 1", 1, 1),
        ("count(purchases where) > 1", 1, 22),
        ("visits between 1 or 2", 1, 18),
    ],
)
def test_text_that_is_no_condition_is_refused_with_line_and_column(text: str, line: int, column: int) -> None:
    with pytest.raises(ConditionProblem) as caught:
        parse(text)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.fixture
def clerk(db: None) -> User:
    """Sees customers and shops of the own, no purchases; balances, shops of customers and referrers are hidden."""
    rights = {
        "shop.customer": {"view": "all", "fields": {"balance": "hidden"}},
        "shop.shop": {"view": "own", "fields": {"city": "hidden"}},
    }
    user = User.objects.create_user("clerk@example.com", name="Clerk")
    user.roles.add(Role.objects.create(name="Clerk", rights=rights))
    return user


@pytest.mark.parametrize(
    "tree",
    [
        Test("balance", ">", 1),
        Not(Test("balance", "is empty")),
        Test("shop.city", "=", "Łódź"),
        Aggregate("any", "purchases"),
        Aggregate("sum", "shop.customers.balance", None, ">", 1),
        Aggregate("count", "shop.customers", All((Test("balance", ">", 1),)), ">", 1),
    ],
)
def test_what_is_hidden_is_refused_like_what_does_not_exist(clerk: User, tree: Any) -> None:
    customers = business_object("shop.customer")
    with pytest.raises(ConditionProblem) as hidden:
        check(tree, customers, clerk)
    assert "There is no field" in str(hidden.value)
    check(tree, customers, None)


def test_a_stranger_may_ask_nothing(stranger: User) -> None:
    assert _refused("name = 1", stranger)


def test_related_records_out_of_sight_do_not_count(clerk: User, anna: User) -> None:
    seen = Shop(name="Seen", owner=clerk).create(by=anna)
    unseen = Shop(name="Unseen").create(by=anna)
    for shop in (seen, unseen):
        Customer(name=f"of {shop}", shop=shop).create(by=anna)
    condition = check(parse('shop.name contains "seen"'), business_object("shop.customer"), clerk)
    assert [customer.name for customer in condition.filter(Customer.objects.all())] == ["of Seen"]
    assert [customer.name for customer in Customer.objects.all() if condition.matches(customer)] == ["of Seen"]


def test_records_in_the_bin_do_not_count(anna: User) -> None:
    customer = Customer(name="Eva").create(by=anna)
    Purchase(title="tea", customer=customer).create(by=anna).put_in_bin(by=anna)
    condition = check(parse("any(purchases)"), business_object("shop.customer"), anna)
    assert not condition.filter(Customer.objects.all()).exists()
    assert not condition.matches(customer)
