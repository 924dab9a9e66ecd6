"""A link to several records is asked about like what leads here: any, none, how many, the least of a field."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import Screen, screen_of

pytestmark = pytest.mark.django_db

HOLDERS = ("objects.claim", "customers.account")


@pytest.fixture(params=HOLDERS)
def holders(request: pytest.FixtureRequest, anna: User) -> Screen:
    """Claims or accounts, each with several witnesses among the contacts, who have a weight."""
    if request.param == "objects.claim":
        make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    options = {"target": "customers.contact", "many": True, "reverse": "seen"}
    add_field(request.param, "relation", {"en": "Witnesses"}, by=anna, options=options)
    add_field("customers.contact", "integer", {"en": "Weight"}, by=anna)
    return screen_of(request.param)


def witness(name: str, weight: int | None, by: User) -> Any:
    made = screen_of("customers.contact").model(first_name=name, last_name="Nowak", owner=by)
    made.put("weight", weight)
    return made.create(by=by)


def holder(screen: Screen, name: str, by: User, *witnesses: Any) -> Any:
    made = screen.model(name=name, owner=by)
    made.put("witnesses", [one.pk for one in witnesses])
    return made.create(by=by)


def found(screen: Screen, text: str, by: User | None) -> set[str]:
    """Who meets the condition by SQL, and in memory the same."""
    described = business_object(screen.key)
    condition = check(parse(text), described, by)
    by_sql = {one.pk for one in condition.filter(described.model.objects.all())}
    assert by_sql == {one.pk for one in described.model.objects.all() if condition.matches(one)}, text
    return {str(one) for one in described.model.objects.filter(pk__in=by_sql)}


@pytest.fixture
def three(holders: Screen, anna: User) -> Screen:
    ewa, zoja, away = witness("Ewa", 3, anna), witness("Zoja", 5, anna), witness("Jan", 100, anna)
    holder(holders, "both", anna, ewa, zoja)
    holder(holders, "one", anna, zoja, away)
    holder(holders, "none", anna)
    away.put_in_bin(by=anna)
    return holders


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('any(witnesses where first_name = "Ewa")', {"both"}),
        ("none(witnesses)", {"none"}),
        ("any(witnesses where weight > 50)", set()),
        ("count(witnesses) > 1", {"both"}),
        ("count(witnesses) = 0", {"none"}),
        ("sum(witnesses.weight) = 8", {"both"}),
        ("max(witnesses.weight) = 5", {"both", "one"}),
        ("min(witnesses.weight) is empty", {"none"}),
        ("avg(witnesses.weight) = 4", {"both"}),
        ("any(witnesses where count(seen) = 2)", {"both", "one"}),
    ],
)
def test_it_finds(three: Screen, anna: User, text: str, names: set[str]) -> None:
    assert found(three, text, anna) == names


def test_lists_offer_and_answer_it(three: Screen, anna: User, client: Client) -> None:
    client.force_login(anna)
    (item,) = client.get(f"/api/v1/{three.slug}", {"where": "count(witnesses) > 1"}).json()["items"]
    assert item["name"] == "both"
    page = client.get(three.list_url, {"where": "any(witnesses where weight = 3)"})
    assert page.context["query"].count() == (1, True)
    assert 'value="count:witnesses"' in client.get(three.url("filter_row"), {"prefix": "g0-r0"}).content.decode()


def test_a_roll_up_adds_it_up(three: Screen, anna: User, client: Client) -> None:
    asked = {"collection": "witnesses", "function": "sum", "field": "weight"}
    add_field(three.key, "roll_up", {"en": "Weight of all"}, by=anna, options={"roll_up": asked})
    client.force_login(anna)
    shown = {one["name"]: one["weight_of_all"] for one in client.get(f"/api/v1/{three.slug}").json()["items"]}
    assert {name: Decimal(value) for name, value in shown.items()} == {"both": 8, "one": 5, "none": 0}
    field = screen_of(three.key).field("weight_of_all")
    assert {str(one): field.value_of(one) for one in three.model.objects.all()} == {"both": 8, "one": 5, "none": 0}
    assert found(three, "weight_of_all >= 5", anna) == {"both", "one"}
    assert found(three, "weight_of_all = 0", anna) == {"none"}


def test_a_roll_up_adds_up_what_leads_here_from_several_and_from_custom_links(
    three: Screen, anna: User, client: Client
) -> None:
    asked = {"collection": "seen", "function": "count"}
    add_field("customers.contact", "roll_up", {"en": "Seen in"}, by=anna, options={"roll_up": asked})
    client.force_login(anna)
    items = client.get("/api/v1/contacts").json()["items"]
    assert {one["first_name"]: one["seen_in"] for one in items} == {"Ewa": 1, "Zoja": 2}
    answer = client.get("/api/v1/contacts", {"where": "seen_in = 2"}).json()["items"]
    assert [one["first_name"] for one in answer] == ["Zoja"]


def test_a_path_over_several_says_what_to_ask_instead(three: Screen, anna: User) -> None:
    with pytest.raises(ConditionProblem, match="ask any"):
        check(parse('witnesses.first_name = "Ewa"'), business_object(three.key), anna)


def test_who_may_not_see_the_link_or_those_it_leads_to_cannot_ask(three: Screen, jan: User) -> None:
    role = jan.roles.get()
    role.rights = {"*": {"view": "all"}, three.key: {"view": "all", "fields": {"witnesses": "hidden"}}}
    role.save()
    person = User.objects.get(pk=jan.pk)
    with pytest.raises(ConditionProblem):
        check(parse("count(witnesses) > 0"), business_object(three.key), person)
    role.rights = {"*": {"view": "all"}, "customers.contact": {"view": "none"}}
    role.save()
    person = User.objects.get(pk=jan.pk)
    with pytest.raises(ConditionProblem):
        check(parse("count(witnesses) > 0"), business_object(three.key), person)


CONDITIONS = st.one_of(
    st.builds("count(witnesses) {} {}".format, st.sampled_from(["=", "!=", "<", ">="]), st.integers(0, 4)),
    st.builds("count(witnesses where weight > {}) = {}".format, st.integers(0, 9), st.integers(0, 3)),
    st.builds("{}(witnesses where weight = {})".format, st.sampled_from(["any", "none"]), st.integers(0, 9)),
    st.builds(
        "{}(witnesses.weight) {} {}".format,
        st.sampled_from(["sum", "min", "max", "avg"]),
        st.sampled_from(["=", "!=", "<=", ">"]),
        st.integers(0, 20),
    ),
    st.builds("{}(witnesses.weight) is empty".format, st.sampled_from(["min", "max", "avg"])),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    weights=st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 9)), st.booleans()), min_size=1, max_size=4),
    led=st.lists(st.sets(st.integers(0, 3)), min_size=1, max_size=4),
    texts=st.lists(CONDITIONS, min_size=1, max_size=6),
)
def test_both_evaluators_find_the_same(
    holders: Screen, anna: User, petra: User, weights: Any, led: Any, texts: list[str]
) -> None:
    with transaction.atomic():
        people = [witness(f"W{at}", weight, petra) for at, (weight, _binned) in enumerate(weights)]
        for at, which in enumerate(led):
            holder(holders, f"H{at}", anna, *(people[one] for one in sorted(which) if one < len(people)))
        for person, (_weight, binned) in zip(people, weights, strict=True):
            if binned:
                person.put_in_bin(by=anna)
        for text in texts:
            found(holders, text, anna)
            found(holders, f"not ({text})", petra)
        transaction.set_rollback(True)
