"""Records with running numbers are merged like others: each keeps its number, and both stay known by theirs."""

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.modelling.objects import change_object, make_object
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


def test_the_main_record_keeps_its_number_and_an_undo_gives_the_other_back(anna: User, client: Client) -> None:
    made = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna, numbering="CL-{yy}-{number:04}")
    screen = screen_of(made.key)
    main, twin = (screen.model(name=name).create(by=anna) for name in ("Flood", "The flood"))
    client.force_login(anna)
    assert "/claims/merge" in client.get("/claims/").content.decode(), "It is offered beside the list."
    address = f"/claims/merge?records={main.pk},{twin.pk}"

    merged = client.post(address, {"main": main.pk, "name": main.pk})

    assert merged.status_code == 302
    assert client.get(f"/claims/{twin.pk}").headers["Location"] == f"/claims/{main.pk}"
    stored = {one.pk: one for one in screen.model.objects.all()}
    assert [stored[one].number[-4:] for one in (main.pk, twin.pk)] == ["0001", "0002"]
    assert stored[twin.pk].binned_at and not stored[main.pk].binned_at
    undone = client.get("/claims/merges").content.decode().split("/undo")[0].rsplit("/", 1)[1]
    assert client.post(f"/claims/merges/{undone}/undo").status_code == 302
    assert screen.model.objects.get(pk=twin.pk).binned_at is None


def test_where_merging_is_switched_off_it_is_not_offered(anna: User, client: Client) -> None:
    made = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    change_object(made, {"readers": ["navigation"]}, by=anna)
    client.force_login(anna)
    assert "/claims/merge" not in client.get("/claims/").content.decode()
