"""A model travels as one file: out, in, compared before it is applied, whole or not at all."""

import pytest
from django.core.exceptions import ValidationError

from caruso.kernel.models import CustomField, Event, User
from caruso.objects.model_file.applying import apply
from caruso.objects.model_file.comparing import compare, fingerprint
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import DefinitionChanged, put_object_away
from caruso.objects.models import ModelledObject
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db

CLAIMS = """
caruso_model: 1
objects:
  claim:
    labels: {en: Claim, pl: Szkoda}
    plurals: {en: Claims, pl: Szkody}
    icon: shield
    colour: coral
    numbering: "CL-{year}-{number:04}"
    board_lane: state
    columns: [number, name, state, contact]
    fields:
      state:
        kind: choice
        labels: {en: State}
        choices:
          new: {en: New, pl: Nowa, colour: blue}
          no: {en: "No", colour: red}
          old: {en: Old, archived: true}
      amount: {kind: money, labels: {en: Amount}, required: true, help: In all}
      contact:
        kind: relation
        labels: {en: Contact}
        target: customers.contact
        reverse: claims
      part_of: {kind: relation, labels: {en: Part of}, target: objects.claim}
extended:
  customers.contact:
    happened_on: {kind: date, labels: {en: Born in the year of}}
"""


def test_a_model_goes_in_and_comes_out_the_same(anna: User, client) -> None:
    model = read(CLAIMS)
    apply(model, by=anna)
    text = written(present())
    assert read(text) == present() and written(read(text)) == text
    assert compare(read(written(present()))) == []
    assert compare(model) == []
    client.force_login(anna)
    made = client.post("/claims/new", {"name": "Cellar", "state": "no", "amount": "12", "currency": "EUR"})
    assert made.status_code == 302, made.content.decode()[:3000]
    record = screen_of("objects.claim").model.objects.get()
    assert record.number.startswith("CL-") and record.state == "no"
    definition = ModelledObject.objects.get()
    assert (definition.board_lane, definition.colour) == ("state", "coral")
    field = CustomField.objects.get(object="customers.contact")
    assert field.name == "happened_on"


def test_only_what_differs_is_changed_and_nothing_is_removed(anna: User) -> None:
    apply(read(CLAIMS), by=anna)
    add_field("objects.claim", "text", {"en": "Own"}, by=anna)
    less = read(
        """
caruso_model: 1
objects:
  claim:
    labels: {en: Damage}
    plurals: {en: Claims, pl: Szkody}
    fields:
      amount: {kind: money, labels: {en: Amount}, required: true, help: In all}
      state:
        kind: choice
        labels: {en: State}
        choices: {new: {en: Fresh}}
"""
    )
    changes = compare(less)
    assert [one.what for one in changes] == ["field", "object", "order"]
    assert changes[1].differences == [("labels", {"en": "Claim", "pl": "Szkoda"}, {"en": "Damage"})]
    apply(less, by=anna, seen=fingerprint(changes))
    here = present().objects["claim"]
    assert list(here.fields)[:2] == ["amount", "state"] and "own" in here.fields
    assert here.settings["colour"] == "coral"
    archived = {choice["value"]: choice.get("archived", False) for choice in here.fields["state"].choices}
    assert archived == {"new": False, "no": True, "old": True}
    assert compare(less) == []


def test_what_was_not_looked_at_is_not_applied(anna: User) -> None:
    seen = fingerprint(compare(read(CLAIMS)))
    add_field("customers.contact", "date", {"en": "Happened on"}, by=anna)
    events = Event.objects.count()
    with pytest.raises(DefinitionChanged):
        apply(read(CLAIMS), by=anna, seen=seen)
    assert not ModelledObject.objects.exists() and Event.objects.count() == events


def test_a_model_that_fails_at_its_last_field_leaves_nothing(anna: User) -> None:
    broken = CLAIMS + "    owner: {kind: text, labels: {en: Owner}}\n"
    with pytest.raises(ValidationError, match="Line 30"):
        apply(read(broken), by=anna)
    assert not ModelledObject.objects.exists() and not CustomField.objects.exists()
    apply(read(CLAIMS), by=anna)
    assert ModelledObject.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("caruso_model: 1\nobjects: [", "Line 2"),
        ("- a", "Line 1"),
        ("", "Line 1"),
        ("caruso_model: 1\nwhat: 2", "Line 2: “what” means nothing here."),
        ("caruso_model: 1\nobjects:\n  a: &x {labels: {en: A}}\n  b: *x", "Line 4: Aliases"),
        ("caruso_model: 1\nobjects:\n  a: {labels: {en: A}}\n  a: {labels: {en: A}}", "Line 4: “a” is there twice"),
        ("caruso_model: 1\nobjects:\n  a:\n    labels: {xx: A}", "Line 4: There is no language “xx”"),
        ("caruso_model: 1\nobjects:\n  a:\n    labels: {en: A}\n    icon: ../x", "Line 5: There is no icon"),
        ("caruso_model: 1\nobjects:\n  A b: {labels: {en: A}}", "Line 3: “A b” is no name"),
        ("caruso_model: 1\nobjects:\n  a: !!python/object:os.system {}", "Line 3: This is not YAML"),
        ("caruso_model: 1\nextended:\n  kernel.secret:\n    a: {kind: text, labels: {en: A}}", "Line 3: There is no"),
        (
            "caruso_model: 1\nextended:\n  customers.contact:\n    a: {kind: relation, labels: {en: A}}",
            "Line 4: Say with",
        ),
        ("caruso_model: 1\nextended:\n  customers.contact:\n    a: {kind: magic, labels: {en: A}}", "Line 4: There is"),
        ("[" * 3000, "not a YAML file"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(anna: User, text: str, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        apply(read(text), by=anna)
    assert told in " ".join(refused.value.messages)
    assert not ModelledObject.objects.exists() and not CustomField.objects.exists()


def test_what_rests_in_the_bin_is_not_made_again(anna: User) -> None:
    apply(read(CLAIMS), by=anna)
    put_object_away(ModelledObject.objects.get(), by=anna)
    with pytest.raises(ValidationError, match="Line 4: “claim” is in the bin"):
        apply(read(CLAIMS), by=anna)
