"""What the page of a field asks for by clicking: conditions, what records begin with, help in each language."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caruso.kernel.defining import put_field_away
from caruso.kernel.models import CustomField, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.models import ModelledObject
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


def clicked(name: str, path: str, operator: str, *values: str) -> dict[str, Any]:
    row = f"{name}-g0-r0"
    return {
        name: "", f"{name}-was": "", f"{name}-built": "1", f"{name}-mode": "all", f"{name}-g0-mode": "all",
        f"{row}-path": path, f"{row}-operator": operator, f"{row}-value": list(values),
    }  # fmt: skip


def post(office: Client, claims: ModelledObject, kind: str, label: str, **said: Any) -> Any:
    said = {"kind": kind, "labels_en": label, "step": "apply", **said}
    return office.post(reverse("objects:new_field", args=[claims.key]), said)


@pytest.mark.any_database
def test_conditions_of_a_field_are_made_by_clicking(office: Client, claims: ModelledObject) -> None:
    when = clicked("visible_when", "state", "=", "paid") | clicked("required_when", "subject", "is empty")
    carried = post(office, claims, "text", "Why", **{**when, "step": "preview"}).content.decode()
    assert 'name="visible_when-g0-r0-path"' in carried and not CustomField.objects.filter(name="why").exists()
    assert post(office, claims, "text", "Why", **when).status_code == 302
    row = CustomField.objects.get(name="why")
    assert row.options == {"visible_when": 'state = "paid"', "required_when": "subject is empty"}
    page = office.get(reverse("objects:field", args=[row.pk])).content.decode()
    assert 'name="visible_when-g0-r0-path"' in page and '<option value="state" selected>' in page
    part = office.get("/claims/filter/row?prefix=visible_when-g0-r1&visible_when-g0-r1-path=state")
    assert 'name="visible_when-g0-r1-value"' in part.content.decode()
    told = post(office, claims, "text", "How", **clicked("visible_when", "state", "=", "purple"))
    assert told.status_code == 422 and "visible_when" in told.context["form"].errors


def test_a_condition_without_a_value_is_asked_for_and_not_left_out(office: Client, claims: ModelledObject) -> None:
    for half in (clicked("visible_when", "state", "in"), clicked("required_when", "subject", "contains", " ")):
        told = post(office, claims, "text", "How", **half)
        assert told.status_code == 422 and "or take the row out" in told.content.decode()
    assert not CustomField.objects.filter(name="how").exists()


def test_a_field_in_the_bin_is_told_of_and_not_changed(office: Client, claims: ModelledObject, anna: User) -> None:
    row = CustomField.objects.get(name="subject")
    address = reverse("objects:field", args=[row.pk])
    put_field_away(row, by=anna)
    for answer in (office.get(address, follow=True), office.post(address, {"labels_en": "About"}, follow=True)):
        assert "Anna Nowak put “Subject” into the bin" in answer.content.decode()
    assert CustomField.objects.get(pk=row.pk).labels == {"en": "Subject"}


@pytest.mark.any_database
def test_a_roll_up_counts_those_that_were_chosen_by_clicking(
    office: Client, claims: ModelledObject, anna: User
) -> None:
    add_field(
        claims.key, "relation", {"en": "Contact"}, by=anna, options={"target": "customers.contact", "reverse": "claims"}
    )
    address = reverse("objects:roll_up_where", args=["customers.contact"])
    part = office.get(address, {"collection": "claims"}).content.decode()
    assert 'name="where-g0-r0-path"' in part and "/claims/filter/row" in part
    assert 'name="where-g0-r0-path"' not in office.get(address, {"collection": "nothing"}).content.decode()
    said = {"kind": "roll_up", "labels_en": "New claims", "step": "apply", "collection": "claims", "function": "count"}
    said |= clicked("where", "state", "=", "new")
    assert office.post(reverse("objects:new_field", args=["customers.contact"]), said).status_code == 302
    row = CustomField.objects.get(name="new_claims")
    assert row.options["roll_up"] == {"collection": "claims", "function": "count", "where": 'state = "new"'}
    page = office.get(reverse("objects:field", args=[row.pk])).content.decode()
    assert '<option value="state" selected>' in page


def test_records_begin_with_what_was_chosen_today_and_me(office: Client, claims: ModelledObject, anna: User) -> None:
    choices = {"choice-en": ["High", "Low"], "choice-pl": ["", ""], "choice-cs": ["", ""]}
    choices |= {"choice-value": ["", ""], "choice-colour": ["", ""], "choice-archived": ["", ""]}
    assert post(office, claims, "choices", "Marks", default=["High", "Low"], **choices).status_code == 302
    assert post(office, claims, "date", "Come in", **{"default-later": "on", "default": ""}).status_code == 302
    assert post(office, claims, "person", "Taken by", **{"default-later": "on", "default": ""}).status_code == 302
    assert post(office, claims, "yes_no", "Urgent", default="true").status_code == 302
    saved = {row.name: row.options.get("default") for row in CustomField.objects.all()}
    assert saved["marks"] == ["high", "low"] and (saved["come_in"], saved["taken_by"]) == ("today", "me")
    page = office.get("/claims/new").content.decode()
    assert f'<option value="{anna.pk}" selected>' in page.split('name="taken_by"')[1].split("</select>")[0]
    assert office.post("/claims/new", {"name": "By page", "taken_by": ""}).status_code == 302
    made = office.post("/api/v1/claims", {"name": "By program"}, content_type="application/json")
    assert made.status_code in (201, 401)
    record: Any = screen_of(claims.key).model.objects.get(name="By page")
    assert record.taken_by is None, "what was emptied on purpose stays so"
    assert record.come_in is None
    fresh = screen_of(claims.key).model()
    assert fresh.come_in == timezone.localdate() and fresh.marks == ["high", "low"] and fresh.urgent is True
    row = CustomField.objects.get(name="marks")
    page = office.get(reverse("objects:field", args=[row.pk])).content.decode()
    assert '<option value="high" selected>' in page and '<option value="low" selected>' in page


def test_a_default_of_a_built_in_object_is_its_maker_too(office: Client, anna: User) -> None:
    add_field("customers.contact", "person", {"en": "Adviser"}, by=anna, options={"default": "me"})
    page = office.get("/contacts/new").content.decode()
    assert f'<option value="{anna.pk}" selected>' in page.split('name="adviser"')[1].split("</select>")[0]


@pytest.mark.parametrize("object", ["objects.claim", "customers.contact"])
@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [("date", "2026-03-01", "2026-03-02"), ("choice", "a", "b"), ("person", "anna", "petra"), ("datetime", "now", "then")],
)  # fmt: skip
def test_no_two_records_have_the_same_of_kinds_beside_text(
    claims: ModelledObject, anna: User, petra: User, object: str, kind: str, one: Any, other: Any
) -> None:
    now = timezone.now().replace(microsecond=0)
    values = {"anna": anna.pk, "petra": petra.pk, "now": now, "then": now + timedelta(hours=1)}
    choices = {"choices": ["A", "B"]} if kind == "choice" else {}
    row = add_field(object, kind, {"en": "Slot"}, by=anna, options={"unique": True}, **choices)
    model: Any = screen_of(object).model

    def make(value: Any, name: str) -> Any:
        record = model(**({"name": name} if object == "objects.claim" else {"last_name": name}))
        field = screen_of(object).object.field(row.name)
        if value is not None:
            record.put(row.name, field.parse(values.get(value, value)))
        return record.create(by=anna)

    make(None, "Without")
    make(None, "Without too")
    make(one, "First")
    with pytest.raises(ValidationError):
        make(one, "Second")
    make(other, "Other")


def test_help_is_read_in_the_language_of_the_reader(office: Client, claims: ModelledObject, anna: User) -> None:
    answer = post(office, claims, "text", "Plot", help="As in the land register", help_cs="Podle katastru")
    assert answer.status_code == 302
    assert CustomField.objects.get(name="plot").options["helps"] == {"cs": "Podle katastru"}
    assert "As in the land register" in office.get("/claims/new").content.decode()
    anna.language = "cs"
    anna.save()
    page = office.get("/claims/new").content.decode()
    assert "Podle katastru" in page and "As in the land register" not in page
    row = CustomField.objects.get(name="plot")
    page = office.get(reverse("objects:field", args=[row.pk])).content.decode()
    assert 'value="Podle katastru"' in page
