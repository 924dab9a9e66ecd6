"""What is no longer offered, or lies in the bin, stays where it is used and breaks nothing."""

import pytest
from django.test import Client

from caruso.kernel.defining import change_field
from caruso.kernel.models import CustomField, User
from caruso.objects.modelling.objects import put_object_away
from caruso.objects.models import ModelledObject
from caruso.screens.description import screen_of
from caruso.screens.tests.importing import brought_in

pytestmark = pytest.mark.django_db


def test_an_import_of_an_object_in_the_bin_is_not_found(office: Client, claims: ModelledObject, anna: User) -> None:
    run = brought_in("Name,Subject\nOne,Water\n", anna, "claims")
    addresses = (f"/imports/{run.pk}", f"/imports/{run.pk}/report.csv", f"/api/v1/imports/{run.pk}")
    assert [office.get(address).status_code for address in addresses] == [200, 200, 200]
    put_object_away(claims, by=anna)
    assert [office.get(address).status_code for address in addresses] == [404, 404, 404]
    assert office.get("/imports").status_code == 200


def test_a_choice_that_is_no_longer_offered_keeps_its_lane_while_cards_are_in_it(
    office: Client, claims: ModelledObject, anna: User
) -> None:
    office.post(f"/office/objects/{claims.key}/settings", {})
    model = screen_of(claims.key).model
    model(name="Old", owner=anna, state="new").create(by=anna)
    ModelledObject.objects.filter(pk=claims.pk).update(board_lane="state")
    field = CustomField.objects.get(name="state")
    gone = [{**one, "archived": one["value"] == "new"} for one in field.choices]
    change_field(field, by=anna, labels=field.labels, choices=gone)
    board = office.get("/claims/board").content.decode()
    assert 'data-lane="new"' in board and ">Old<" in board
    model.objects.get().change({"state": "paid"}, by=anna)
    assert 'data-lane="new"' not in office.get("/claims/board").content.decode()


def test_the_preview_knows_what_must_be_filled_because_of_others(claims: ModelledObject, anna: User) -> None:
    field = CustomField.objects.get(name="subject")
    change_field(field, by=anna, labels=field.labels, options={"required_when": "state = paid"})
    text = "Name,State,Subject\nOne,paid,\nTwo,paid,Water\nThree,new,\n"
    dry = brought_in(text, anna, "claims", dry=True)
    assert dry.counts.get("left_out") == 1 and dry.counts.get("created") == 2
