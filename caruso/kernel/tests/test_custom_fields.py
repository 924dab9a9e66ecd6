"""The administrator adds fields; their names are unlike all others."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from caruso.kernel.defining import add_field, change_field, put_field_away, take_field_back
from caruso.kernel.field_names import name_for
from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_object

pytestmark = pytest.mark.django_db
ACCOUNT = "customers.account"


def test_a_field_is_there_at_once_with_its_label_in_each_language(cast):
    add_field(ACCOUNT, "text", {"en": "Favourite colour", "pl": "Ulubiony kolor"}, by=cast.anna)
    field = business_object(ACCOUNT).fields["favourite_colour"]
    assert str(field.label) == "Favourite colour"
    with translation.override("pl"):
        assert str(business_object(ACCOUNT).fields["favourite_colour"].label) == "Ulubiony kolor"


@pytest.mark.parametrize(
    ("label", "name"), [("Żółta łódź?", "zolta_lodz"), ("  A-b  C ", "a_b_c"), ("Größe", "grosse")]
)
def test_names_come_from_labels(label, name):
    assert name_for(label) == name


@pytest.mark.parametrize("label", ["Name", "OWNER", "Žádný", ""])
def test_names_that_are_taken_are_refused(cast, label):
    add_field(ACCOUNT, "text", {"en": "zadny"}, by=cast.anna)
    with pytest.raises(ValidationError):
        add_field(ACCOUNT, "text", {"en": label}, by=cast.anna)
    assert CustomField.objects.count() == 1


@pytest.mark.parametrize(("label", "name"), [("Custom", "custom_value"), ("not", "not_value"), ("123", "field_123")])
def test_names_that_mean_something_else_become_others(cast, label, name):
    assert add_field(ACCOUNT, "text", {"en": label}, by=cast.anna).name == name
    with pytest.raises(ValidationError):
        add_field(ACCOUNT, "text", {"en": "Thing"}, name="not", by=cast.anna)


def test_a_kind_or_object_that_is_not_on_offer_is_refused(cast):
    for object, kind in [(ACCOUNT, "entries"), (ACCOUNT, "nothing"), ("no.such", "text")]:
        with pytest.raises(ValidationError):
            add_field(object, kind, {"en": "Thing"}, by=cast.anna)
    with pytest.raises(PermissionDenied):
        add_field(ACCOUNT, "text", {"en": "Thing"}, by=cast.marek)
    assert not CustomField.objects.exists()


def test_choices_keep_their_values_and_old_ones_are_only_put_away(cast):
    field = add_field(ACCOUNT, "choice", {"en": "Grade"}, choices=["Gold", "Silver", "gold!"], by=cast.anna)
    assert [choice["value"] for choice in field.choices] == ["gold", "silver", "gold_2"]
    change_field(field, labels={"en": "Class"}, choices=["Silver", "Bronze"], by=cast.anna)
    described = business_object(ACCOUNT).fields["grade"]
    assert [value for value, _label in described.choices] == ["silver", "bronze"]
    assert [choice["value"] for choice in field.choices if choice.get("archived")] == ["gold", "gold_2"]
    with pytest.raises(ValidationError):
        change_field(field, labels={"en": "Class"}, choices=[], by=cast.anna)


def test_a_field_put_away_keeps_its_values(cast, account):
    field = add_field(ACCOUNT, "text", {"en": "Nick"}, by=cast.anna)
    account.change({"nick": "Kowal"}, by=cast.petra)
    put_field_away(field, by=cast.anna)
    assert "nick" not in business_object(ACCOUNT).fields
    take_field_back(field, by=cast.anna)
    assert business_object(ACCOUNT).fields["nick"].value_of(account) == "Kowal"
