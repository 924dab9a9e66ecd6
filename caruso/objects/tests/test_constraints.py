"""Unique, ranged, patterned and prefilled fields, at every door, of modelled and of built-in objects."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.kernel.defining import change_field, put_field_away, take_field_back
from caruso.kernel.models import ApiToken, CustomField, Job, User
from caruso.kernel.values import stored_value
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import Screen, screen_of
from caruso.screens.tests.importing import brought_in, outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["customers.account", "objects.claim"])
def key(request: pytest.FixtureRequest, anna: User) -> str:
    if request.param == "objects.claim":
        make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    return str(request.param)


def a_field(key: str, anna: User, kind: str = "text", **options: Any) -> CustomField:
    return add_field(key, kind, {"en": "Code"}, by=anna, options=options)


def made(screen: Screen, anna: User, name: str = "One", **values: Any) -> Any:
    record = screen.model(name=name, owner=anna)
    for field, value in values.items():
        record.put(field, value)
    return record.create(by=anna)


@pytest.fixture
def unique(key: str, anna: User) -> Screen:
    a_field(key, anna, unique=True)
    screen = screen_of(key)
    made(screen, anna, code="Łódź-1")
    return screen


TAKEN = "no two may be alike"


def test_the_form_says_beside_the_field_that_a_value_is_taken(unique: Screen, anna: User, client: Client) -> None:
    client.force_login(anna)
    answer = client.post(f"{unique.list_url}new", {"name": "Two", "code": "lodz-1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert TAKEN in page.split('id="id_code-error"')[1][:200]
    assert unique.model.objects.count() == 1
    assert client.post(f"{unique.list_url}new", {"name": "Two", "code": "Lodz-2"}).status_code == 302


def test_in_place_and_quick_it_is_told_too(unique: Screen, anna: User, client: Client) -> None:
    client.force_login(anna)
    other = made(unique, anna, "Two")
    address = f"{unique.record_url(other.pk)}/field/code"
    answer = client.post(address, {"code": "Łódź-1", "seen": json.dumps(stored_value(other, "code"))})
    assert answer.status_code == 422 and TAKEN in answer.content.decode()
    other.refresh_from_db()
    assert not stored_value(other, "code")


def test_the_api_names_the_field(unique: Screen, anna: User, client: Client) -> None:
    _token, secret = ApiToken.objects.issue(anna, "program")
    answer = client.post(
        f"/api/v1/{unique.slug}",
        json.dumps({"name": "Two", "code": "ŁÓDŹ-1"}),
        "application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 422, answer.content
    assert [error["name"] for error in answer.json()["errors"]] == ["code"]
    assert unique.model.objects.count() == 1


def test_an_import_leaves_out_the_row_alone(unique: Screen, anna: User) -> None:
    run = brought_in("Name,Code\nTwo,łódź-1\nThree,Kraków\nFour,krakow\n", anna, unique.slug)
    assert [row[1] for row in outcomes(run)] == ["left_out", "created", "left_out"]
    assert sorted(unique.model.objects.values_list("name", flat=True)) == ["One", "Three"]


def test_the_bin_frees_a_value_and_gives_it_back_only_if_it_is_still_free(unique: Screen, anna: User) -> None:
    first = unique.model.objects.get()
    first.put_in_bin(by=anna)
    made(unique, anna, "Two", code="Łódź-1")
    with pytest.raises(ValidationError):
        first.restore(by=anna)
    assert unique.model.objects.filter(binned_at=None).count() == 1


def test_the_database_refuses_what_two_write_at_once(unique: Screen, anna: User, monkeypatch: Any) -> None:
    """Each has asked before the other wrote: the index decides, and the answer is the same."""
    monkeypatch.setattr("caruso.kernel.uniqueness._first_taken", lambda *asked: None)
    with pytest.raises(ValidationError) as refused:
        made(unique, anna, "Two", code="Łódź-1")
    assert list(refused.value.message_dict) == ["code"]
    other = made(unique, anna, "Two", code="else")
    with pytest.raises(ValidationError):
        other.change({"code": "lodz-1"}, by=anna)


def test_a_field_cannot_become_unique_while_records_are_alike(key: str, anna: User) -> None:
    row = a_field(key, anna)
    screen = screen_of(key)
    made(screen, anna, code="same")
    second = made(screen_of(key), anna, code="SAME")
    with pytest.raises(ValidationError) as refused:
        change_field(row, by=anna, labels=row.labels, options={"unique": True})
    assert "same" in refused.value.message_dict["unique"][0]
    second.change({"code": "other"}, by=anna)
    row = CustomField.objects.get(pk=row.pk)
    change_field(row, by=anna, labels=row.labels, options={"unique": True})
    with pytest.raises(ValidationError):
        made(screen_of(key), anna, code="Same")
    put_field_away(row, by=anna)
    take_field_back(row, by=anna)
    with pytest.raises(ValidationError):
        made(screen_of(key), anna, code="Same")


def test_range_and_pattern_are_told_beside_the_field(key: str, anna: User, client: Client) -> None:
    add_field(key, "integer", {"en": "Floor"}, by=anna, options={"minimum": "-2", "maximum": "40"})
    a_field(key, anna, pattern="[A-Z]{2}-[0-9]+", pattern_hint="Two letters, a dash, a number: 100%.")
    add_field(key, "date", {"en": "Day"}, by=anna, options={"minimum": "2020-01-01"})
    screen = screen_of(key)
    client.force_login(anna)
    page = client.post(
        f"{screen.list_url}new", {"name": "A", "floor": "41", "code": "x", "day": "2019-12-31"}
    ).content.decode()
    for said in ("The most allowed is 40.", "Two letters, a dash, a number: 100%.", "The least allowed is 2020-01-01."):
        assert said in page
    assert screen.model.objects.count() == 0
    given = {"name": "A", "floor": "-2", "code": "AB-1", "day": "2020-01-01"}
    assert client.post(f"{screen.list_url}new", given).status_code == 302
    run = brought_in("Name,Floor\nB,99\n", anna, screen.slug)
    assert outcomes(run)[0][3], "The import says what is wrong with the cell."
    assert not screen.model.objects.filter(
        name="B", **({"floor": 99} if key != "customers.account" else {"custom__floor": 99})
    ).exists()


def test_new_records_begin_with_the_default_whichever_door_they_come_by(key: str, anna: User, client: Client) -> None:
    a_field(key, anna, default="new")
    add_field(key, "date", {"en": "Day"}, by=anna, options={"default": "today"}, required=True)
    screen = screen_of(key)
    client.force_login(anna)
    assert 'value="new"' in client.get(f"{screen.list_url}new").content.decode()
    _token, secret = ApiToken.objects.issue(anna, "program")
    headers = {"Authorization": f"Bearer {secret}"}
    answer = client.post(f"/api/v1/{screen.slug}", json.dumps({"name": "A"}), "application/json", headers=headers)
    assert answer.status_code == 201, answer.content
    assert answer.json()["code"] == "new" and answer.json()["day"]
    brought_in("Name\nB\n", anna, screen.slug)
    brought = screen.model.objects.get(name="B")
    assert screen.field("code").value_of(brought) == "new"
    day = stored_value(brought, "day")
    client.post(f"{screen.list_url}new", {"name": "C", "code": "", "day": day})
    assert not screen.field("code").value_of(screen.model.objects.get(name="C")), "Left empty on purpose."


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)*", "a*a*a*a*b", "(?=a)b", r"(a)\1", "[", "x" * 300, "(a?){300}"])
def test_a_pattern_that_is_none_or_could_take_long_is_refused(anna: User, pattern: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add_field("customers.account", "text", {"en": "Code"}, by=anna, options={"pattern": pattern})
    assert list(refused.value.message_dict) == ["pattern"]
    assert not CustomField.objects.exists()


@pytest.mark.parametrize(
    ("kind", "options", "name"),
    [
        ("integer", {"minimum": "5", "maximum": "4"}, "maximum"),
        ("integer", {"default": "9", "maximum": "4"}, "default"),
        ("integer", {"default": "many"}, "default"),
        ("text", {"default": "x", "pattern": "[0-9]"}, "default"),
        ("yes_no", {"unique": True}, "unique"),
        ("relation", {}, "target"),
        ("relation", {"target": "auth.user"}, "target"),
        ("relation", {"target": "customers.contact", "reverse": "emails"}, "reverse"),
        ("relation", {"target": "customers.contact", "many": True, "unique": True}, "unique"),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_name_of_the_option(
    anna: User, kind: str, options: dict[str, Any], name: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_field("customers.account", kind, {"en": "Code"}, by=anna, options=options)
    assert list(refused.value.message_dict) == [name]
    assert not CustomField.objects.exists()


def test_an_archived_choice_keeps_its_label_and_stays_where_it_was_chosen(key: str, anna: User, client: Client) -> None:
    choices = [{"labels": {"en": "Red"}, "colour": "red"}, {"labels": {"en": "Blue"}, "colour": "blue"}]
    row = add_field(key, "choice", {"en": "Hue"}, by=anna, choices=choices)
    record = made(screen_of(key), anna, hue="red")
    change_field(row, by=anna, labels=row.labels, choices=choices[1:])
    screen = screen_of(key)
    client.force_login(anna)
    page = client.get(screen.record_url(record.pk)).content.decode()
    assert '<span class="chip status red">Red</span>' in page
    form = client.get(f"{screen.record_url(record.pk)}/edit").content.decode()
    assert '<option value="red" selected>Red</option>' in form
    assert 'value="red"' not in client.get(f"{screen.list_url}new").content.decode()
    answer = client.post(f"{screen.record_url(record.pk)}/edit", {"name": "New name", "hue": "red", "version": "1"})
    assert answer.status_code == 302
    assert stored_value(screen.model.objects.get(pk=record.pk), "hue") == "red"


def test_a_bulk_edit_skips_what_may_not_be_and_changes_the_rest(key: str, anna: User, client: Client) -> None:
    add_field(key, "integer", {"en": "Floor"}, by=anna, options={"maximum": 40})
    screen = screen_of(key)
    records = [made(screen, anna, name) for name in "AB"]
    client.force_login(anna)
    chosen = {"row": [record.pk for record in records], "field": "floor"}
    client.post(f"{screen.list_url}bulk/edit", {**chosen, "floor": "41"})
    assert not Job.objects.filter(kind="screens.bulk_edit").exists()
    client.post(f"{screen.list_url}bulk/edit", {**chosen, "floor": "40"})
    assert [screen.field("floor").value_of(one) for one in screen.model.objects.order_by("pk")] == [40, 40]


def test_an_address_of_an_e_mail_is_the_same_in_capital_letters(key: str, anna: User, client: Client) -> None:
    row = a_field(key, anna, "email", unique=True)
    screen = screen_of(key)
    made(screen, anna, code="A@b.example")
    client.force_login(anna)
    answer = client.post(f"{screen.list_url}new", {"name": "Two", "code": "a@B.example"})
    assert answer.status_code == 422 and TAKEN in answer.content.decode()
    change_field(row, by=anna, labels=row.labels, options={})
    made(screen_of(key), anna, code="a@b.example")
    with pytest.raises(ValidationError) as refused:
        change_field(row, by=anna, labels=row.labels, options={"unique": True})
    assert "a@b.example" in refused.value.message_dict["unique"][0]


def test_the_index_of_e_mails_knows_no_capital_letters(key: str, anna: User, monkeypatch: Any) -> None:
    a_field(key, anna, "email", unique=True)
    made(screen_of(key), anna, code="A@b.example")
    monkeypatch.setattr("caruso.kernel.uniqueness._first_taken", lambda *asked: None)
    with pytest.raises(ValidationError) as refused:
        made(screen_of(key), anna, code="a@b.example")
    assert list(refused.value.message_dict) == ["code"]
