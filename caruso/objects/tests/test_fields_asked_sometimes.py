"""`visible_when` and `required_when`: the same at every door, and what is out of sight keeps its value."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.kernel.models import CustomField, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import screen_of
from caruso.screens.transfer.importing.chunk import ChunkImporter
from caruso.screens.transfer.importing.plan import Column, Plan
from caruso.screens.transfer.reading import SourceRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(anna: User) -> Any:
    """A claim that was refused needs a reason, which nobody is asked for otherwise."""
    made = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna, board_lane="state")
    add_field(made.key, "choice", {"en": "State"}, by=anna, choices=["New", "Refused"])
    refused = {"visible_when": "state = refused", "required_when": "state = refused"}
    add_field(made.key, "text", {"en": "Reason"}, by=anna, options=refused)
    return screen_of(made.key)


def make(claims: Any, by: User, **values: Any) -> Any:
    return claims.model(name="Flooded cellar", **values).create(by=by)


def test_the_form_asks_only_when_it_should(claims: Any, anna: User, client: Client) -> None:
    client.force_login(anna)
    page = client.get("/claims/new").content.decode()
    assert 'data-field="reason" hidden' in page and 'data-field="state">' in page
    told = client.post("/claims/asked", {"state": "refused"}).json()
    assert "reason" not in told["hidden"] and "reason" in told["required"]
    assert client.post("/claims/asked", {"state": "new"}).json()["hidden"] == ["reason"]


def test_the_form_refuses_what_is_lacking_and_keeps_what_was_typed(claims: Any, anna: User, client: Client) -> None:
    client.force_login(anna)
    answer = client.post("/claims/new", {"name": "Fire", "state": "refused"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Please fill in “Reason”." in page and 'value="Fire"' in page
    assert 'data-field="reason">' in page.replace(" data-invalid", "")
    assert claims.model.objects.count() == 0
    assert client.post("/claims/new", {"name": "Fire", "state": "refused", "reason": "arson"}).status_code == 302


def test_what_is_out_of_sight_keeps_its_value(claims: Any, anna: User, client: Client) -> None:
    claim = make(claims, anna, state="refused", reason="too late")
    client.force_login(anna)
    assert "too late" in client.get(f"/claims/{claim.pk}").content.decode()
    form = {"name": "Flood", "state": "new", "reason": "", "version": claim.version}
    assert client.post(f"/claims/{claim.pk}/edit", form).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == ("new", "too late")
    facts = client.get(f"/claims/{claim.pk}/peek").content.decode().split('class="timeline')[0]
    assert "too late" not in facts


def test_every_other_door_refuses_it_too(claims: Any, anna: User, client: Client) -> None:
    claim = make(claims, anna, state="new")
    client.force_login(anna)
    moved = client.post("/claims/board/move", {"id": claim.pk, "lane": "refused"})
    in_place = client.post(f"/claims/{claim.pk}/field/state", {"state": "refused", "seen": '"new"'})
    api = "/api/v1/claims"
    made = client.post(api, {"name": "Fire", "state": "refused"}, content_type="application/json")
    changed = client.patch(
        f"{api}/{claim.pk}", {"state": "refused"}, content_type="application/json", headers={"If-Match": "*"}
    )
    assert [one.status_code for one in (moved, in_place, made, changed)] == [422, 422, 422, 422]
    assert "Reason" in in_place.content.decode() and "Reason" in moved.headers["HX-Trigger"]
    assert "reason" in str(made.json()["errors"][0])
    claim.refresh_from_db()
    assert claim.state == "new" and claims.model.objects.filter(state="refused").count() == 0


def test_an_import_leaves_out_the_rows_that_lack_it(claims: Any, anna: User) -> None:
    plan = Plan(columns=[Column("Name", "name"), Column("State", "state"), Column("Reason", "reason")])
    importer = ChunkImporter(claims, plan, anna, run=1)
    rows = [
        SourceRow(1, {"Name": "Fire", "State": "refused", "Reason": ""}),
        SourceRow(2, {"Name": "Flood", "State": "refused", "Reason": "late"}),
        SourceRow(3, {"Name": "Hail", "State": "new", "Reason": ""}),
    ]
    outcomes = importer.bring_in(importer.read(rows))
    assert [one.outcome for one in outcomes] == ["left_out", "created", "created"]
    assert "Reason" in str(outcomes[0].messages)
    assert set(claims.model.objects.values_list("name", flat=True)) == {"Flood", "Hail"}


def test_what_a_required_field_begins_with_stands_in_for_nothing_that_was_refused(claims: Any, anna: User) -> None:
    limits = {"minimum": "1", "maximum": "10", "default": "5"}
    add_field(claims.key, "integer", {"en": "Priority"}, by=anna, required=True, options=limits)
    claims = screen_of(claims.key)
    plan = Plan(columns=[Column("Name", "name"), Column("Priority", "priority")])
    importer = ChunkImporter(claims, plan, anna, run=1)
    rows = [
        SourceRow(1, {"Name": "Fire", "Priority": "99"}),
        SourceRow(2, {"Name": "Flood", "Priority": ""}),
        SourceRow(3, {"Name": "Hail", "Priority": "7"}),
    ]
    outcomes = importer.bring_in(importer.read(rows))
    assert [one.outcome for one in outcomes] == ["left_out", "created", "created"]
    assert "Without Priority" in str(outcomes[0].messages)
    assert dict(claims.model.objects.values_list("name", "priority")) == {"Flood": 5, "Hail": 7}


def test_a_rule_made_later_stops_nobody_who_writes_something_else(claims: Any, anna: User) -> None:
    claim = make(claims, anna, state="new")
    add_field(claims.key, "text", {"en": "Assessor"}, by=anna, options={"required_when": "state = new"})
    fresh = screen_of(claims.key).model.objects.get(pk=claim.pk)
    assert fresh.change({"name": "Renamed"}, by=anna)
    with pytest.raises(ValidationError):
        fresh.change({"assessor": ""}, by=anna)
        fresh.change({"name": "Again", "assessor": ""}, by=anna)


def test_a_required_field_out_of_sight_is_not_missed(claims: Any, anna: User, client: Client) -> None:
    said = {"visible_when": "state = refused"}
    add_field(claims.key, "text", {"en": "Letter"}, by=anna, required=True, options=said)
    client.force_login(anna)
    assert client.post("/claims/new", {"name": "Fire", "state": "new"}).status_code == 302
    api = "/api/v1/claims"
    assert client.post(api, {"name": "Hail", "state": "new"}, content_type="application/json").status_code == 201
    refused = client.post(api, {"name": "Hail", "state": "refused", "reason": "x"}, content_type="application/json")
    assert refused.status_code == 422
    assert client.post("/claims/new", {"name": "Fire", "state": "refused", "reason": "x"}).status_code == 422


def test_conditions_that_make_no_sense_are_refused(claims: Any, anna: User) -> None:
    for text, said in {
        "sttae = new": "no field",
        "state =": "Expected",
        "owner = me": "person",
        "note = x": "no field",
    }.items():
        with pytest.raises(ValidationError) as problem:
            add_field(claims.key, "text", {"en": "Note"}, by=anna, options={"visible_when": text})
        assert said in str(problem.value.message_dict["visible_when"]), text
    assert not CustomField.objects.filter(name="note").exists()
