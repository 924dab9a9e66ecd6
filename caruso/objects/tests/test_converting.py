"""Changing the kind of a field: a report first, then the values, and the way back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from caruso.kernel.defining import put_field_away
from caruso.kernel.models import CustomField, Event, User
from caruso.kernel.values import stored_value
from caruso.objects.modelling import counting
from caruso.objects.modelling.converting import convert, plan_conversion, put_back
from caruso.objects.modelling.fields import add_field, destroy_field
from caruso.objects.modelling.objects import destroy_object, make_object, put_object_away
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["customers.account", "objects.claim"])
def key(request: pytest.FixtureRequest, anna: User) -> str:
    if request.param == "objects.claim":
        make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    return str(request.param)


def filled(key: str, anna: User, kind: str, *values: Any, **said: Any) -> CustomField:
    """A field `thing` and a record for each value."""
    row = add_field(key, kind, {"en": "Thing"}, by=anna, **said)
    screen = screen_of(key)
    for number, value in enumerate(values):
        record = screen.model(name=f"Record {number}", owner=anna)
        record.put("thing", screen.field("thing").parse(value))
        record.create(by=anna)
    return row


def things(key: str) -> list[Any]:
    return [stored_value(record, "thing") for record in screen_of(key).model.objects.order_by("pk")]


def test_a_plan_counts_what_would_be_lost_and_changes_nothing(key: str, anna: User) -> None:
    row = filled(key, anna, "text", "12", "1 234", "about ten", "", "3,0")
    before = things(key)
    plan = plan_conversion(row, "integer", by=anna)
    assert (plan.total, plan.converted, plan.lost) == (4, 3, 1)
    assert [(title, value) for _number, title, value in plan.examples] == [("Record 2", "about ten")]
    assert things(key) == before and CustomField.objects.get().kind == "text"


def test_values_are_converted_and_come_back_as_they_were(key: str, anna: User) -> None:
    row = filled(key, anna, "text", "12", "1 234", "about ten", "", "3,0")
    before = things(key)
    new = convert(row, "integer", by=anna)
    assert [one or None for one in things(key)] == [12, 1234, None, None, 3]
    assert new.name == "thing" and screen_of(key).field("thing").kind.name == "integer"
    found = screen_of(key).model.objects.filter(**{"thing__gt" if new.column else "custom__thing__gt": 11})
    assert found.count() == 2
    record = screen_of(key).model.objects.get(name="Record 2")
    record.change({"thing": 10}, by=anna)
    old = CustomField.objects.get(pk=row.pk)
    assert old.archived_at and old.name == "thing_as_text"
    put_back(old, by=anna)
    assert things(key) == before
    assert screen_of(key).field("thing").kind.name == "text"
    again = put_back(CustomField.objects.get(name="thing_as_integer"), by=anna)
    assert things(key)[2] == 10 and again.kind == "integer"


def test_the_change_is_logged_with_who_did_it(key: str, anna: User) -> None:
    convert(filled(key, anna, "text", "1"), "integer", by=anna)
    event = Event.objects.get(kind="converted")
    assert event.actor == anna and event.data["kinds"] == ["text", "integer"]


@pytest.mark.parametrize(
    ("kind", "value", "to", "expected"),
    [
        ("integer", "42", "text", "42"),
        ("decimal", "12.50", "money", "12.50"),
        ("decimal", "1000", "text", "1000"),
        ("date", "2026-02-28", "text", "2026-02-28"),
        ("date", "2026-02-28", "datetime", "2026-02-27T23:00:00+00:00"),
        ("datetime", "2026-02-28T10:30", "date", "2026-02-28"),
        ("yes_no", "yes", "text", "yes"),
        ("text", "a@b.example", "email", "a@b.example"),
        ("long_text", "a <b>\nc", "rich_text", "a &lt;b&gt;<br>c"),
        ("rich_text", "<p>a &lt;b&gt;</p>", "text", "a <b>"),
        ("duration", "90", "integer", 90),
        ("integer", "3", "rating", 3),
    ],
)
def test_each_kind_is_read_as_a_person_would(
    key: str, anna: User, kind: str, value: str, to: str, expected: Any
) -> None:
    convert(filled(key, anna, kind, value), to, by=anna)
    assert things(key) == [expected]


def test_texts_become_choices_and_choices_one_of_several(key: str, anna: User) -> None:
    row = convert(filled(key, anna, "text", "Red", "blue", "RED"), "choice", by=anna)
    assert things(key) == ["red", "blue", "red"]
    convert(row, "choices", by=anna)
    assert things(key) == [["red"], ["blue"], ["red"]]


def test_a_link_or_a_file_stays_what_it_is_and_only_who_administers_may(key: str, anna: User, petra: User) -> None:
    row = filled(key, anna, "text", "1")
    for kind in ("relation", "file", "text"):
        with pytest.raises(ValidationError):
            plan_conversion(row, kind, by=anna)
    with pytest.raises(PermissionDenied):
        convert(row, "integer", by=petra)
    assert things(key) == ["1"]


def test_what_fails_on_the_way_leaves_everything_as_it_was(key: str, anna: User, monkeypatch: Any) -> None:
    row = filled(key, anna, "text", "1")

    def broken(*given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("caruso.objects.modelling.converting._write", broken)
    with pytest.raises(RuntimeError):
        convert(row, "integer", by=anna)
    assert CustomField.objects.get().kind == "text" and things(key) == ["1"]


def test_a_field_that_rests_after_it_can_be_destroyed(key: str, anna: User) -> None:
    row = filled(key, anna, "text", "1")
    convert(row, "integer", by=anna)
    destroy_field(CustomField.objects.get(pk=row.pk), by=anna)
    assert things(key) == [1]


def test_values_that_become_alike_are_refused_where_they_may_not_be(key: str, anna: User) -> None:
    row = filled(key, anna, "text", "1", "1.0")
    with pytest.raises(ValidationError):
        convert(row, "integer", by=anna, options={"unique": True})
    assert things(key) == ["1", "1.0"]


def test_what_no_column_of_the_new_kind_holds_is_told_instead_of_failing(key: str, anna: User) -> None:
    row = filled(key, anna, "text", "9999999d", "90", "99999999.99999")
    assert plan_conversion(row, "duration", by=anna).lost == 2
    assert plan_conversion(row, "percent", by=anna).lost == 2
    row = convert(row, "duration", by=anna)
    assert [one or None for one in things(key)] == [None, 90, None]


def test_choices_are_those_that_are_called_so(key: str, anna: User) -> None:
    row = filled(key, anna, "text", "-7", "7", "Red", "RED")
    row = convert(row, "choice", by=anna)
    assert len(row.choices) == 3
    convert(row, "text", by=anna)
    assert things(key) == ["-7", "7", "Red", "Red"]


def test_a_name_taken_meanwhile_keeps_a_field_from_its_place(key: str, anna: User) -> None:
    row = add_field(key, "money", {"en": "Amount"}, by=anna)
    convert(row, "text", by=anna)
    add_field(key, "text", {"en": "Amount base"}, by=anna)
    with pytest.raises(ValidationError):
        put_back(CustomField.objects.get(pk=row.pk), by=anna)
    assert screen_of(key).field("amount").kind.name == "text"


def test_a_long_name_rests_under_one_that_can_be_asked_about(key: str, anna: User) -> None:
    row = add_field(key, "text", {"en": f"{'y' * 29} z"}, by=anna)
    convert(row, "integer", by=anna)
    row.refresh_from_db()
    assert "__" not in row.name and counting.filled(row) == 0


def test_an_empty_list_in_the_bin_is_not_counted(key: str, anna: User) -> None:
    row = filled(key, anna, "choices", "Red", "", choices=["Red", "Blue"])
    put_field_away(row, by=anna)
    assert counting.filled(row) == 1


@pytest.mark.parametrize("many", [False, True])
def test_an_object_that_fields_in_the_bin_lead_to_is_not_destroyed_before_them(anna: User, many: bool) -> None:
    claim = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    options = {"target": claim.key, "many": many}
    add_field(claim.key, "relation", {"en": "Follows"}, by=anna, options=options)
    row = add_field("customers.account", "relation", {"en": "Claim"}, by=anna, options=options)
    put_field_away(row, by=anna)
    put_object_away(claim, by=anna)
    with pytest.raises(ValidationError, match=r"Destroy these first: .*: Claim"):
        destroy_object(claim, by=anna)
    destroy_field(row, by=anna)
    destroy_object(claim, by=anna)
    left = connection.introspection.table_names()
    assert not [name for name in left if name.startswith(("modelled_", "links_"))]
    connection.check_constraints()
