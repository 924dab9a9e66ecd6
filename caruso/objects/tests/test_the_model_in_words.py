"""The log of the model, and what a file changes, in the words of the reader: no keys, no names of columns."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.kernel.defining import change_field, put_field_away
from caruso.kernel.models import CustomField, Role, User
from caruso.kernel.objects import business_object
from caruso.objects.layouts.saving import save_layout
from caruso.objects.model_file.present import present
from caruso.objects.model_file.writing import written
from caruso.objects.modelling.converting import convert
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import change_object
from caruso.objects.models import ModelledObject
from caruso.objects.tests.pages import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def amount(claims: ModelledObject, anna: User) -> CustomField:
    return add_field(claims.key, "money", {"en": "Amount", "pl": "Kwota"}, by=anna)


def log(office: Client, object: str) -> str:
    return told(office.get(reverse("objects:object", args=[object]))).split('class="lines model-log"')[1]


def changed(row: CustomField, by: User, **said: Any) -> None:
    own = {"labels": row.labels, "choices": row.choices, "required": row.required, "help": row.help}
    change_field(row, by=by, **{**own, "options": row.options, **said})


def difference(office: Client, text: str) -> str:
    page = told(office.post(reverse("objects:bring_in"), {"text": text}))
    return page.split("panel difference")[1].split('class="statements"')[0]


def test_the_log_speaks_the_readers_language(office: Client, amount: CustomField, anna: User) -> None:
    definition = ModelledObject.objects.get()
    change_object(definition, {"columns": ["amount"], "colour": "green", "icon": "shield"}, by=anna)
    changed(amount, anna, labels={"en": "Amount", "pl": "Kwota szkody"})
    convert(CustomField.objects.get(name="subject"), "long_text", by=anna)
    anna.language = "pl"
    anna.save()

    page = log(office, definition.key)

    assert "<del>polski: Kwota</del> <ins>polski: Kwota szkody</ins>" in page
    assert "<ins>Kwota szkody</ins>" in page, "The column by its label."
    assert "(tekst → długi tekst)" in page and "<ins>zielony</ins>" in page
    assert "long_text" not in page and "green<" not in page


def test_a_roll_up_and_a_default_are_told_in_words(office: Client, amount: CustomField, anna: User) -> None:
    add_field(
        "objects.claim", "relation", {"en": "Account"}, by=anna,
        options={"target": "customers.account", "reverse": "claims", "reverse_labels": {"en": "Claims"}},
    )  # fmt: skip
    roll_up = {"collection": "claims", "function": "count"}
    total = add_field("customers.account", "roll_up", {"en": "Total"}, by=anna, options={"roll_up": roll_up})
    summed = {"collection": "claims", "function": "sum", "field": "amount"}
    changed(total, anna, options={**total.options, "roll_up": summed})
    state = CustomField.objects.get(name="state")
    changed(state, anna, options={"default": state.choices[0]["value"]})

    accounts, own = log(office, "customers.account"), log(office, "objects.claim")

    assert "Over: Claims · What is worked out: the sum · Of the field: Amount</ins>" in accounts
    assert "<dt>Begins with</dt><dd><del>nothing</del> <ins>New</ins>" in own


def test_the_log_says_how_a_change_is_undone(office: Client, amount: CustomField, anna: User) -> None:
    assert "bin" not in log(office, "objects.claim")
    put_field_away(amount, by=anna)
    convert(CustomField.objects.get(name="subject"), "long_text", by=anna)

    page = log(office, "objects.claim")

    assert "Take it back from the bin" in page and "The former one rests in the bin" in page


def test_the_pages_of_the_log_cost_the_same_however_long_it_is(
    office: Client, amount: CustomField, anna: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        changed(amount, anna, labels={"en": f"Amount {number}"})
    with django_assert_max_num_queries(22):
        office.get(reverse("objects:object", args=["objects.claim"]))


def test_a_file_is_compared_in_words(office: Client, amount: CustomField, anna: User) -> None:
    text = written(present())
    changes = text.replace("pl: Kwota", "pl: Suma").replace("icon: box", "icon: shield")

    page = difference(office, changes)

    assert (
        "<span>Amount</span>" in page and "<dt>Label</dt><dd><del>Polish: Kwota</del> <ins>Polish: Suma</ins>" in page
    )
    assert "<dt>Icon</dt><dd><del>box</del> <ins>shield</ins>" in page
    assert "labels" not in page and 'class="mono"' not in page


def test_rights_and_screens_of_a_file_are_compared_in_words(office: Client, amount: CustomField, anna: User) -> None:
    Role.objects.create(name="Adjuster", rights={"objects.claim": {"view": "own", "fields": {"amount": "hidden"}}})
    known = [*business_object("objects.claim").fields]
    arranged: Any = {"fields": ["name", "subject"], "known": known}
    save_layout("objects.claim", "list", None, arranged, by=anna, version=0)
    text = written(present())
    assert "view: own" in text and "amount: hidden" in text

    page = difference(office, text.replace("view: own", "view: team").replace("- subject", "- state\n        - amount"))

    assert "<dt>See</dt><dd><del>own</del> <ins>team&#x27;s</ins>" in page
    assert "<dt>Columns</dt><dd><del>Name · Subject</del> <ins>Name · Subject · State · Amount</ins>" in page


def test_the_file_itself_stays_at_hand(office: Client, amount: CustomField) -> None:
    text = written(present()).replace("pl: Kwota", "pl: Suma")
    page = told(office.post(reverse("objects:bring_in"), {"text": text}))
    assert "The file as it is written" in page and "<pre tabindex=" in page and "caruso_model: 1" in page


def test_refusals_name_fields_by_their_labels(office: Client, claims: ModelledObject, anna: User) -> None:
    add_field("customers.contact", "relation", {"en": "Latest claim"}, by=anna, options={"target": claims.key})
    for page in (reverse("objects:object_away", args=[claims.key]),):
        answer = told(office.post(page, follow=True))
        assert "Put these fields away first: Contact: Latest claim." in answer
    form = "/office/screens/customers.account/form"
    answer = told(office.post(form, {"item": ["zone:sections", "section:s0", "field:industry"]}))
    assert "so every form has to ask for them: Name." in answer
