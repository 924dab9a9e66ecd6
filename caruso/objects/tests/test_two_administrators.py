"""Two administrators with the same page open: who changed what is told, and mine and theirs go together."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.kernel.defining import change_field
from caruso.kernel.models import CustomField, Role, User
from caruso.objects.modelling.objects import change_object
from caruso.objects.models import Layout, ModelledObject
from caruso.objects.tests.pages import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(db: None) -> User:
    """The other administrator."""
    person = User.objects.create_user("rita@example.com", "caruso-demo", name="Rita Malá")
    person.roles.add(Role.objects.create(name="Office", administers=True))
    return person


@pytest.fixture
def state(claims: ModelledObject) -> CustomField:
    return CustomField.objects.get(name="state")


def opened(office: Client, address: str) -> dict[str, str]:
    page = office.get(address).content.decode()
    return {name: re.search(rf'name="{name}" value="(\w+)"', page)[1] for name in ("seen", "since", "version")
            if f'name="{name}"' in page}  # fmt: skip


def mine(**said: Any) -> dict[str, Any]:
    rows = {"choice-value": ["new", "paid"], "choice-en": ["New", "Paid"]}
    blank = {f"choice-{name}": ["", ""] for name in ("pl", "cs", "colour", "archived")}
    return {"labels_en": "State", **rows, **blank, **said}


def theirs(row: CustomField, by: User, **said: Any) -> None:
    own = {"labels": row.labels, "choices": row.choices, "required": row.required, "help": row.help}
    change_field(row, by=by, **{**own, "options": row.options, **said})


def test_who_changed_what_of_a_field_is_told_and_mine_is_still_there(
    office: Client, state: CustomField, rita: User
) -> None:
    address = reverse("objects:field", args=[state.pk])
    page = opened(office, address)
    theirs(state, rita, labels={"en": "Condition"})

    late = office.post(address, {**mine(labels_en="Situation"), **page})

    assert late.status_code == 422
    assert "Rita Malá" in told(late) and "<del>State</del> <ins>Condition</ins>" in told(late)
    assert 'value="Situation"' in told(late)
    assert CustomField.objects.get(pk=state.pk).label == "Condition"


def test_keeping_mine_leaves_what_only_the_other_has_changed(office: Client, state: CustomField, rita: User) -> None:
    address = reverse("objects:field", args=[state.pk])
    page = opened(office, address)
    theirs(state, rita, labels={"en": "Condition", "pl": "Stan"}, help="Where it stands", required=True)
    sent = {**mine(labels_en="Situation", labels_cs="Stav"), **page}
    keep = re.search(r'name="keep" value="(\w+)"', told(office.post(address, sent)))[1]

    assert "This is what will happen" in told(office.post(address, {**sent, "keep": keep}))
    assert office.post(address, {**sent, "keep": keep, "step": "apply"}).status_code == 302

    row = CustomField.objects.get(pk=state.pk)
    assert row.labels == {"en": "Situation", "pl": "Stan", "cs": "Stav"}
    assert row.required and row.help == "Where it stands"
    assert [one["value"] for one in row.choices] == ["new", "paid"]


def test_a_third_change_is_told_once_more(office: Client, state: CustomField, rita: User) -> None:
    address = reverse("objects:field", args=[state.pk])
    sent = {**mine(labels_en="Situation"), **opened(office, address)}
    theirs(state, rita, help="One")
    keep = re.search(r'name="keep" value="(\w+)"', told(office.post(address, sent)))[1]
    theirs(CustomField.objects.get(pk=state.pk), rita, help="Two")

    late = office.post(address, {**sent, "keep": keep, "step": "apply"})

    assert late.status_code == 422 and "<ins>Two</ins>" in told(late)
    assert CustomField.objects.get(pk=state.pk).label == "State"


def test_settings_of_an_object_go_together_too(office: Client, claims: ModelledObject, rita: User) -> None:
    address = reverse("objects:settings", args=[claims.key])
    said = {"labels_en": "Claim", "plurals_en": "Claims", "icon": "box", "colour": "violet", "readers": ["api"]}
    page = opened(office, address)
    change_object(ModelledObject.objects.get(), {"icon": "shield", "colour": "green"}, by=rita)
    sent = {**said, "colour": "red", **page}

    late = office.post(address, sent)

    assert late.status_code == 422 and "<dt>Icon</dt><dd><del>box</del> <ins>shield</ins>" in told(late)
    keep = re.search(r'name="keep" value="(\w+)"', told(late))[1]
    assert office.post(address, {**sent, "keep": keep, "step": "apply"}).status_code == 302
    kept = ModelledObject.objects.get()
    assert (kept.icon, kept.colour, kept.readers) == ("shield", "red", ["api"])


def test_what_another_arranged_meanwhile_is_told_place_by_place(office: Client, rita: User, client: Client) -> None:
    address = "/office/screens/customers.contact/list"
    client.force_login(rita)
    columns = {"item": ["zone:fields", "field:name", "field:department"], "version": 0}
    assert client.post(address, columns).status_code == 302

    late = office.post(address, {"item": ["zone:fields", "field:name", "field:email"], "version": 0})

    assert late.status_code == 409 and "Rita Malá has saved this arrangement meanwhile." in told(late)
    assert "<dt>Columns</dt>" in told(late) and "<ins>Name · Department</ins>" in told(late)
    assert Layout.objects.get().content["fields"] == ["name", "department"]
