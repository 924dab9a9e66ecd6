"""Links that an administrator makes: to one record or several, named from both sides and guarded by the database."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from caruso.kernel.conditions import check, parse
from caruso.kernel.models import Event, User
from caruso.kernel.objects import business_object
from caruso.kernel.values import stored_value
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import Screen, screen_of

pytestmark = pytest.mark.django_db

CASES = [
    ("objects.claim", False),
    ("objects.claim", True),
    ("customers.account", False),
    ("customers.account", True),
]


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{'many' if case[1] else 'one'}")
def case(request: pytest.FixtureRequest) -> tuple[str, bool]:
    return request.param


@pytest.fixture
def screen(case: tuple[str, bool], anna: User) -> Screen:
    """An object whose records lead to contacts by `people`."""
    key, many = case
    if key == "objects.claim":
        make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    options = {"target": "customers.contact", "many": many, "reverse": "cases", "reverse_labels": {"en": "Their cases"}}
    add_field(key, "relation", {"en": "People"}, by=anna, options=options)
    add_field(key, "integer", {"en": "Weight"}, by=anna)
    return screen_of(key)


def contact(name: str, anna: User) -> Any:
    return screen_of("customers.contact").model(first_name=name, last_name="Nowak", owner=anna).create(by=anna)


@pytest.fixture
def ewa(anna: User) -> Any:
    return contact("Ewa", anna)


@pytest.fixture
def zoja(anna: User) -> Any:
    return contact("Zoja", anna)


def leading(screen: Screen, anna: User, name: str, *people: Any, weight: int = 1) -> Any:
    record = screen.model(name=name, owner=anna)
    field = screen.field("people")
    several = field.kind.family == "records"
    record.put("people", [one.pk for one in people] if several else people[0].pk if people else None)
    record.put("weight", weight)
    return record.create(by=anna)


def found(key: str, text: str, by: User) -> set[str]:
    """Who meets the condition, by SQL; in memory it must be the same."""
    described = business_object(key)
    condition = check(parse(text), described, by)
    records = list(described.model.objects.filter(binned_at=None))
    matching = {record.pk for record in records if condition.matches(record)}
    by_sql = condition.filter(described.model.objects.filter(binned_at=None))
    assert {record.pk for record in by_sql} == matching, text
    return {str(record) for record in by_sql}


def test_the_other_side_counts_sums_and_asks(
    screen: Screen, case: tuple[str, bool], anna: User, ewa: Any, zoja: Any
) -> None:
    leading(screen, anna, "A", ewa, weight=2)
    leading(screen, anna, "B", ewa, zoja, weight=3)
    leading(screen, anna, "C", weight=4)
    both = case[1]
    assert found("customers.contact", "any(cases where weight = 3)", anna) == (
        {"Ewa Nowak", "Zoja Nowak"} if both else {"Ewa Nowak"}
    )
    assert found("customers.contact", "count(cases) = 2", anna) == {"Ewa Nowak"}
    assert found("customers.contact", "sum(cases.weight) = 5", anna) == {"Ewa Nowak"}
    assert found("customers.contact", "none(cases)", anna) == (set() if both else {"Zoja Nowak"})
    assert found("customers.contact", "count(cases) = 0", anna) == (set() if both else {"Zoja Nowak"})


def test_records_are_found_by_where_they_lead(
    screen: Screen, case: tuple[str, bool], anna: User, ewa: Any, zoja: Any
) -> None:
    leading(screen, anna, "A", ewa)
    leading(screen, anna, "B", ewa, zoja)
    leading(screen, anna, "C")
    key, many = case
    assert found(key, "people is empty", anna) == {"C"}
    if not many:
        assert found(key, f"people = {ewa.pk}", anna) == {"A", "B"}
        assert found(key, 'people.first_name = "Ewa"', anna) == {"A", "B"}
        return
    assert found(key, f"people has any ({zoja.pk})", anna) == {"B"}
    assert found(key, f"people has all ({ewa.pk}, {zoja.pk})", anna) == {"B"}
    assert found(key, f"people has none ({zoja.pk})", anna) == {"A", "C"}


def test_who_is_led_to_shows_it_under_its_own_name_with_a_way_to_add(
    screen: Screen, anna: User, ewa: Any, client: Client
) -> None:
    record = leading(screen, anna, "A case", ewa)
    client.force_login(anna)
    page = client.get(f"/contacts/{ewa.pk}").content.decode()
    assert f'hx-get="/contacts/{ewa.pk}/panels"' in page
    panels = client.get(f"/contacts/{ewa.pk}/panels").content.decode()
    assert "Their cases" in panels and f'href="{screen.record_url(record.pk)}"' in panels
    assert f'href="{screen.url("new")}?people={ewa.pk}"' in panels
    form = client.get(f"{screen.url('new')}?people={ewa.pk}").content.decode()
    assert f'name="people" value="{ewa.pk}"' in form and "Ewa Nowak" in form
    for number in range(6):
        leading(screen, anna, f"More {number}", ewa)
    panels = client.get(f"/contacts/{ewa.pk}/panels").content.decode()
    address = panels.split("Show all")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "More 5" in client.get(address).content.decode()


def test_who_may_not_see_the_link_sees_no_panel(
    screen: Screen, case: tuple[str, bool], anna: User, jan: User, ewa: Any, client: Client
) -> None:
    leading(screen, anna, "A case", ewa)
    client.force_login(jan)
    assert "Their cases" in client.get(f"/contacts/{ewa.pk}/panels").content.decode()
    role = jan.roles.get()
    role.rights = {"*": {"view": "all"}, case[0]: {"view": "all", "fields": {"people": "hidden"}}}
    role.save()
    assert "Their cases" not in client.get(f"/contacts/{ewa.pk}/panels").content.decode()


def test_a_link_to_what_the_writer_does_not_see_is_refused(screen: Screen, anna: User, petra: User, ewa: Any) -> None:
    record = screen.model(name="Mine", owner=petra).create(by=petra)
    field = screen.field("people")
    with pytest.raises(ValidationError) as refused:
        record.change({"people": field.kind.parse(ewa.pk, field)}, by=petra)
    assert list(refused.value.message_dict) == ["people"]
    with pytest.raises(ValidationError):
        record.change({"people": field.kind.parse(10**12, field)}, by=anna)
    assert not stored_value(screen.model.objects.get(pk=record.pk), "people")


def test_a_link_to_what_is_hidden_stays_when_something_else_is_written(
    screen: Screen, anna: User, petra: User, ewa: Any
) -> None:
    record = leading(screen, anna, "A", ewa)
    record.change({"owner": petra.pk}, by=anna)
    value = screen.field("people").value_of(record) if screen.field("people").kind.family == "records" else ewa.pk
    assert record.change({"name": "B", "people": value}, by=petra)
    assert str(screen.model.objects.get(pk=record.pk)) == "B"


def test_what_is_destroyed_leaves_no_link_behind_and_that_is_told(
    screen: Screen, anna: User, ewa: Any, zoja: Any
) -> None:
    record = leading(screen, anna, "A", ewa, zoja)
    ewa.put_in_bin(by=anna)
    ewa.destroy(by=anna)
    record = screen.model.objects.get(pk=record.pk)
    several = screen.field("people").kind.family == "records"
    assert stored_value(record, "people") == ([zoja.pk] if several else None)
    assert "people" in Event.objects.filter(object=screen.key, record=record.pk, kind="changed").latest("pk").changes


def test_the_database_guards_links_past_caruso(screen: Screen, anna: User, ewa: Any) -> None:
    record = leading(screen, anna, "A", ewa)
    table = screen.field("people").links
    if not table:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT record, target FROM {table}")
        assert cursor.fetchall() == [(record.pk, ewa.pk)]
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(f"INSERT INTO {table} VALUES ({record.pk}, {10**9})")
            connection.check_constraints()


def test_two_links_cannot_be_called_the_same_from_the_other_side(
    screen: Screen, case: tuple[str, bool], anna: User
) -> None:
    with pytest.raises(ValidationError) as refused:
        options = {"target": "customers.contact", "reverse": "cases"}
        add_field(case[0], "relation", {"en": "Others"}, by=anna, options=options)
    assert list(refused.value.message_dict) == ["reverse"]


def test_built_in_records_show_the_link_in_lists_and_facts(anna: User, ewa: Any, client: Client) -> None:
    add_field("customers.account", "relation", {"en": "Broker"}, by=anna, options={"target": "customers.contact"})
    account = screen_of("customers.account").model(name="Palarnia", owner=anna)
    account.put("broker", ewa.pk)
    account.create(by=anna)
    client.force_login(anna)
    for address in (f"/accounts/{account.pk}", "/accounts/?columns=name,broker"):
        assert f'href="/contacts/{ewa.pk}">Ewa Nowak</a>' in client.get(address).content.decode()
