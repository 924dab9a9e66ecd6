"""What was changed of objects and fields: who, when, from what to what, and the way back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.kernel.defining import change_field, put_field_away
from caruso.kernel.models import CustomField, Event, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import change_object, make_object
from caruso.objects.models import ModelledObject
from caruso.objects.tests.pages import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(anna: User) -> ModelledObject:
    return make_object({"en": "Claim"}, {"en": "Claims"}, by=anna, icon="shield")


@pytest.fixture
def state(claim: ModelledObject, anna: User) -> CustomField:
    return add_field(claim.key, "choice", {"en": "State"}, by=anna, choices=["New", "Paid"], help="Where it stands")


@pytest.fixture
def office(client: Client, anna: User) -> Client:
    client.force_login(anna)
    return client


def saying(row: CustomField, **said: Any) -> dict[str, Any]:
    own = {"labels": row.labels, "choices": row.choices, "required": row.required, "help": row.help}
    return {**own, "options": row.options, **said}


def last(name: str) -> str:
    event = Event.objects.filter(kind="changed", object__in=["kernel.customfield", "objects.modelledobject"]).latest(
        "pk"
    )
    return reverse("objects:restore_setting", args=[event.pk, name])


def test_a_changed_field_is_told_with_what_it_was_and_became(office: Client, state: CustomField, anna: User) -> None:
    wanted = saying(state, labels={"en": "Condition"}, choices=["New", "Refused"], required=True)
    change_field(state, by=anna, **wanted)

    page = told(office.get(reverse("objects:object", args=[state.object])))

    assert "<del>State</del> <ins>Condition</ins>" in page
    assert "<del>Paid</del> <ins>Refused, Paid (no longer offered)</ins>" in page
    assert "<del>no</del> <ins>yes</ins>" in page and "Where it stands" not in page.split("Who changed what")[1]


def test_what_changes_nothing_is_no_event(state: CustomField, anna: User) -> None:
    before = Event.objects.count()
    change_field(state, by=anna, **saying(state))
    assert Event.objects.count() == before


def test_a_setting_of_a_field_comes_back_and_what_else_was_changed_stays(
    office: Client, state: CustomField, anna: User
) -> None:
    change_field(state, by=anna, **saying(state, labels={"en": "Condition"}, help="", options={"default": "new"}))
    address = last("labels")

    assert "becomes: State" in told(office.get(address))
    assert CustomField.objects.get().label == "Condition", "Looked at, not done."
    assert office.post(address, {"step": "apply"}).status_code == 302

    row = CustomField.objects.get()
    assert (row.labels, row.help, row.options) == ({"en": "State"}, "", {"default": "new"})
    assert Event.objects.latest("pk").data["changes"] == {"labels": [{"en": "Condition"}, {"en": "State"}]}
    again = office.post(address, {"step": "apply"}, follow=True)
    assert "It is so already" in told(again)


def test_what_was_no_rule_before_is_none_again(office: Client, state: CustomField, anna: User) -> None:
    change_field(state, by=anna, **saying(state, options={"default": "new"}))
    office.post(last("default"), {"step": "apply"})
    assert CustomField.objects.get().options == {}


def test_a_choice_taken_out_is_offered_again(office: Client, state: CustomField, anna: User) -> None:
    change_field(state, by=anna, **saying(state, choices=["New"]))
    office.post(last("choices"), {"step": "apply"})
    assert [bool(one.get("archived")) for one in CustomField.objects.get().choices] == [False, False]


def test_a_formula_comes_back_with_what_it_gave(office: Client, claim: ModelledObject, anna: User) -> None:
    row = add_field(claim.key, "formula", {"en": "Long"}, by=anna, options={"formula": "length(name)"})
    change_field(row, by=anna, labels=row.labels, options={"formula": "upper(name)"})
    office.post(last("formula"), {"step": "apply"})
    assert CustomField.objects.get().options == {"formula": "length(name)", "result": "decimal"}


def test_what_fits_no_longer_is_refused_with_the_reason(office: Client, claim: ModelledObject, anna: User) -> None:
    weight = add_field(claim.key, "integer", {"en": "Weight"}, by=anna)
    row = add_field(claim.key, "formula", {"en": "Double"}, by=anna, options={"formula": "weight * 2"})
    change_field(row, by=anna, labels=row.labels, options={"formula": "1 + 1"})
    put_field_away(weight, by=anna)
    page = told(office.post(last("formula"), {"step": "apply"}, follow=True))
    assert "weight" in page and CustomField.objects.get(name="double").options["formula"] == "1 + 1"
    put_field_away(row, by=anna)
    assert "not in use any more" in told(office.post(last("formula"), {"step": "apply"}, follow=True))


def test_a_setting_of_an_object_is_told_and_comes_back(office: Client, claim: ModelledObject, anna: User) -> None:
    change_object(claim, {"icon": "box", "readers": ["api"], "plurals": {"en": "Cases"}}, by=anna)
    page = told(office.get(reverse("objects:object", args=[claim.key])))
    assert "<del>shield</del> <ins>box</ins>" in page and "<del>Claims</del> <ins>Cases</ins>" in page
    address = last("plurals")
    assert "becomes: Claims" in told(office.get(address))
    office.post(address, {"step": "apply"})
    claim.refresh_from_db()
    assert (claim.plurals, claim.icon) == ({"en": "Claims"}, "box")
