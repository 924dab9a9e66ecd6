"""A change makes anew the classes of what it is about and what that is linked with, and leaves all others."""

from typing import Any

import pytest

from caruso.kernel.defining import change_field
from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import change_object, make_object
from caruso.objects.models import ModelledObject

pytestmark = pytest.mark.django_db


def test_a_class_stays_over_changes_of_others_and_follows_those_it_leads_to(claims: ModelledObject, anna: User) -> None:
    crates = make_object({"en": "Crate"}, {"en": "Crates"}, by=anna)
    claim, crate = business_object(claims.key).model, business_object(crates.key).model
    add_field(crates.key, "text", {"en": "Mark"}, by=anna)
    assert business_object(claims.key).model is claim
    assert business_object(crates.key).model is not crate
    add_field(claims.key, "relation", {"en": "Crate"}, by=anna, options={"target": crates.key})
    linked: Any = business_object(claims.key).model
    assert linked is not claim
    assert linked._meta.get_field("crate").related_model is business_object(crates.key).model
    add_field(crates.key, "text", {"en": "Colour"}, by=anna)
    again: Any = business_object(claims.key).model
    assert again is not linked
    assert again._meta.get_field("crate").related_model is business_object(crates.key).model


def test_a_title_follows_a_formula_though_no_column_changes(claims: ModelledObject, anna: User) -> None:
    loud = add_field(claims.key, "formula", {"en": "Loud"}, by=anna, options={"formula": "subject & '!'"})
    change_object(claims, {"title": "loud"}, by=anna)
    model: Any = business_object(claims.key).model
    assert str(model(subject="Water", owner=anna).create(by=anna)) == "Water!"
    change_field(loud, by=anna, labels=loud.labels, options={"formula": "subject & '?'"})
    assert business_object(claims.key).model is model
    assert str(model(subject="Water", owner=anna).create(by=anna)) == "Water?"
