"""An administrator changes the kind of a field on its page: looks first, does it, and takes it back."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from caruso.kernel.defining import change_field, put_field_away, take_field_back
from caruso.kernel.models import CustomField, Event, Role, User
from caruso.kernel.values import stored_value
from caruso.objects.model_file.comparing import compare
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.objects.modelling.converting import convert, put_back
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["customers.account", "objects.claim"])
def row(request: pytest.FixtureRequest, anna: User) -> CustomField:
    """A text of which one cannot be read as a number."""
    if request.param == "objects.claim":
        make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    made = add_field(request.param, "text", {"en": "Floors"}, by=anna)
    screen = screen_of(request.param)
    for number, value in enumerate(("12", "about ten", "3")):
        record = screen.model(name=f"Record {number}", owner=anna)
        record.put("floors", value)
        record.create(by=anna)
    return made


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def floors(row: CustomField) -> list[Any]:
    return [stored_value(record, "floors") or None for record in screen_of(row.object).model.objects.order_by("pk")]


def page_of(row: CustomField) -> str:
    return reverse("objects:field_kind", args=[row.pk])


def said(office: Client, row: CustomField, kind: str, **more: str) -> dict[str, str]:
    """What the page sends."""
    return {"kind": kind, "seen": office.get(page_of(row)).context["seen"], **more}


def state() -> tuple[Any, ...]:
    fields = list(CustomField.objects.order_by("pk").values_list("pk", "name", "kind", "archived_at"))
    return fields, Event.objects.count()


def test_the_page_of_a_field_leads_to_the_kinds_that_it_can_become(office: Client, row: CustomField) -> None:
    assert page_of(row) in told(office.get(reverse("objects:field", args=[row.pk])))
    page = office.get(page_of(row))
    assert 'value="integer"' in told(page)
    for kind in ("text", "relation", "file", "address", "formula", "roll_up"):
        assert f'value="{kind}"' not in told(page)


def test_links_and_fields_in_the_bin_have_no_such_page(office: Client, row: CustomField, anna: User) -> None:
    link = add_field(row.object, "relation", {"en": "Who"}, by=anna, options={"target": "customers.contact"})
    assert office.get(page_of(link)).status_code == 404
    assert page_of(link) not in told(office.get(reverse("objects:field", args=[link.pk])))
    put_field_away(row, by=anna)
    assert office.get(page_of(row)).status_code == 404


def test_the_preview_says_what_becomes_of_the_values_and_changes_nothing(office: Client, row: CustomField) -> None:
    before = state(), floors(row)
    page = office.post(page_of(row), said(office, row, "integer"))
    assert "2 values are taken over: whole number." in told(page)
    assert "1 value cannot be read so; the field is empty there afterwards." in told(page)
    assert "Record 1" in told(page) and "about ten" in told(page) and "Record 0" not in told(page)
    assert ("ADD COLUMN" in told(page)) == bool(row.column)
    assert (state(), floors(row)) == before
    back = office.post(page_of(row), {**said(office, row, "integer"), "step": "edit"})
    assert 'value="decimal"' in told(back) and (state(), floors(row)) == before


def test_examples_show_only_what_the_administrator_may_see(office: Client, row: CustomField, anna: User) -> None:
    change_field(row, by=anna, labels=row.labels, required=True)
    rita = User.objects.create_user("rita@example.com", "caruso-demo", name="Rita")
    rita.roles.add(Role.objects.create(name="Office", administers=True, rights={}))
    office.force_login(rita)
    page = office.post(page_of(row), said(office, row, "integer"))
    assert "1 value cannot be read so" in told(page) and "asked to fill it in" in told(page)
    assert "about ten" not in told(page) and "Record 1" not in told(page)


def test_the_change_is_made_logged_and_can_be_taken_back(office: Client, row: CustomField, anna: User) -> None:
    page = office.post(page_of(row), said(office, row, "integer", step="apply"), follow=True)
    assert "The kind is changed." in told(page)
    assert "changed the kind of the field “Floors” (text → whole number)" in told(page)
    assert floors(row) == [12, None, 3]
    screen_of(row.object).model.objects.get(name="Record 1").change({"floors": 10}, by=anna)
    place = reverse("objects:field_place", args=[row.pk])
    assert place in told(office.get(reverse("objects:bin")))
    before = state()
    preview = told(office.get(place))
    assert "All 3 values are there again as they were: text." in preview and "rests in the bin instead" in preview
    assert state() == before and floors(row) == [12, 10, 3]
    assert "The field is back in its place." in told(office.post(place, follow=True))
    assert floors(row) == ["12", "about ten", "3"]
    number = CustomField.objects.get(name="floors_as_integer")
    office.post(reverse("objects:field_place", args=[number.pk]))
    assert floors(row) == [12, 10, 3]


def test_of_two_administrators_the_second_is_told_and_nothing_is_lost(office: Client, row: CustomField) -> None:
    first, second = said(office, row, "integer", step="apply"), said(office, row, "decimal", step="apply")
    assert office.post(page_of(row), first).status_code == 302
    before = state(), floors(row)
    for step in ("preview", "apply"):
        late = office.post(page_of(row), {**second, "step": step})
        assert late.status_code == 422 and "Somebody else has changed this meanwhile" in told(late)
    assert (state(), floors(row)) == before
    again = office.post(reverse("objects:field_place", args=[CustomField.objects.get(kind="integer").pk]), follow=True)
    assert "Only a field that was converted can take its place back." in told(again)
    assert (state(), floors(row)) == before


def test_a_page_from_before_another_change_of_the_field_is_refused(
    office: Client, row: CustomField, anna: User
) -> None:
    stale = said(office, row, "integer", step="apply")
    change_field(row, by=anna, labels={"en": "Storeys"})
    before = state(), floors(row)
    assert "Somebody else has changed this meanwhile" in told(office.post(page_of(row), stale))
    assert (state(), floors(row)) == before


def test_a_kind_that_it_cannot_become_and_a_field_that_others_need_are_refused(
    office: Client, row: CustomField, anna: User
) -> None:
    before = state(), floors(row)
    for kind in ("relation", "text", "magic", ""):
        refused = office.post(page_of(row), said(office, row, kind, step="apply"))
        assert refused.status_code == 422 and "cannot become one of that" in told(refused)
        assert office.post(page_of(row), said(office, row, kind)).status_code == 422
    assert (state(), floors(row)) == before
    add_field(row.object, "text", {"en": "Why"}, by=anna, options={"visible_when": 'floors = "3"'})
    before = state(), floors(row)
    refused = office.post(page_of(row), said(office, row, "integer"))
    assert refused.status_code == 422 and "It is still needed by" in told(refused)
    assert (state(), floors(row)) == before


def test_what_is_asked_only_sometimes_stays_so_and_rules_of_the_kind_stay_behind(
    office: Client, row: CustomField, anna: User
) -> None:
    rules = {"visible_when": 'name starts with "R"', "pattern": ".{1,80}"}
    change_field(row, by=anna, labels=row.labels, options=rules)
    assert "Its rules, such as a pattern" in told(office.post(page_of(row), said(office, row, "integer")))
    office.post(page_of(row), said(office, row, "integer", step="apply"))
    assert CustomField.objects.get(name="floors").options == {"visible_when": 'name starts with "R"'}


def listed(editor: Any, **renamed: str) -> dict[str, Any]:
    """The proposed choices as the page sends them, some under another name in English; an empty one is taken out."""
    rows = [row for row in editor.rows if renamed.get(row["value"]) != ""]
    return {
        "listed": "1",
        "choice-en": [renamed.get(row["value"], dict(row["labels"])["en"]) for row in rows],
        "choice-pl": [""] * len(rows), "choice-cs": [""] * len(rows),
        "choice-value": [row["value"] for row in rows], "choice-colour": [""] * len(rows),
        "choice-archived": [""] * len(rows),
    }  # fmt: skip


def test_a_list_is_proposed_by_the_values_that_are_there_and_edited(office: Client, row: CustomField) -> None:
    page = office.post(page_of(row), said(office, row, "choice"))
    editor = page.context["choices"]
    assert [dict(one["labels"])["en"] for one in editor.rows] == ["12", "3", "about ten"]
    wanted = {**said(office, row, "choice"), **listed(editor, about_ten="Around ten", **{"3": ""})}

    preview = told(office.post(page_of(row), wanted))

    assert "From now on people choose from: 12, Around ten." in preview
    assert "2 values are taken over" in preview and "1 value cannot be read so" in preview
    back = office.post(page_of(row), {**wanted, "step": "edit"})
    assert [dict(one["labels"])["en"] for one in back.context["choices"].rows] == ["12", "Around ten"]
    office.post(page_of(row), {**wanted, "step": "apply"})
    assert floors(row) == ["12", "about_ten", None]
    assert [one["labels"] for one in CustomField.objects.get(name="floors").choices] == [
        {"en": "12"},
        {"en": "Around ten"},
    ]


def test_choices_that_get_the_same_name_become_one(office: Client, row: CustomField) -> None:
    editor = office.post(page_of(row), said(office, row, "choices")).context["choices"]
    wanted = listed(editor, about_ten="Some", **{"12": "Some"})

    office.post(page_of(row), {**said(office, row, "choices"), **wanted, "step": "apply"})

    assert floors(row) == [["12"], ["12"], ["3"]]
    assert len(CustomField.objects.get(name="floors").choices) == 2


def test_the_choices_of_an_empty_field_are_written_there(office: Client, row: CustomField, anna: User) -> None:
    screen_of(row.object).model.objects.all().delete()
    page = office.post(page_of(row), said(office, row, "choice"))
    assert "No record says anything here yet" in told(page) and told(page).count('name="choice-en"') == 4
    nothing = {**said(office, row, "choice"), "listed": "1"}
    refused = office.post(page_of(row), nothing)
    assert refused.status_code == 422 and "Write at least one choice." in told(refused)
    written = {
        "choice-en": ["Few", "Many"], "choice-pl": ["Mało", "Dużo"], "choice-cs": ["", ""],
        "choice-value": ["", ""], "choice-colour": ["green", ""], "choice-archived": ["", ""],
    }  # fmt: skip

    office.post(page_of(row), {**nothing, **written, "step": "apply"})

    choices = CustomField.objects.get(name="floors").choices
    assert [(one["value"], one["labels"].get("pl")) for one in choices] == [("few", "Mało"), ("many", "Dużo")]


def test_one_list_that_becomes_several_keeps_its_choices_without_being_asked(
    office: Client, row: CustomField, anna: User
) -> None:
    state = add_field(row.object, "choice", {"en": "State"}, by=anna, choices=["New", "Old"])
    page = told(office.post(page_of(state), said(office, state, "choices")))
    assert "This is what will happen" in page


def test_a_field_taken_back_beside_its_successor_is_one_as_any_other(row: CustomField, anna: User) -> None:
    convert(row, "integer", by=anna)
    row.refresh_from_db()
    take_field_back(row, by=anna)
    change_field(row, by=anna, labels={"en": "Floors in words"}, options=row.options)
    assert [one.name for one in CustomField.objects.filter(archived_at=None)] == ["floors_as_text", "floors"]
    assert compare(read(written(present()))) == []
    put_field_away(row, by=anna)
    with pytest.raises(ValidationError):
        put_back(row, by=anna)
