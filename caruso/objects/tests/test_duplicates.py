"""What the administrator ticked as telling records apart finds duplicates through every door."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from caruso.kernel import jobs
from caruso.kernel.defining import put_field_away
from caruso.kernel.models import CustomField, Job, Role, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import change_object, destroy_object, make_object, put_object_away
from caruso.objects.models import ModelledObject
from caruso.screens.description import screen_of
from caruso.screens.matching.models import DuplicatePair, MatchKey

pytestmark = pytest.mark.django_db
TICKED = ["serial:number", "email"]


@pytest.fixture
def machines(anna: User) -> Iterator[ModelledObject]:
    definition = make_object({"en": "Machine"}, {"en": "Machines"}, by=anna)
    for kind, label in (("text", "Serial"), ("email", "Email"), ("phone", "Phone"), ("long_text", "Story")):
        add_field(definition.key, kind, {"en": label}, by=anna)
    definition.refresh_from_db()
    yield definition
    if not connection.in_atomic_block:
        # What was made for good goes for good.
        put_object_away(definition, by=anna)
        destroy_object(definition, by=anna)
        assert not DuplicatePair.objects.exists()


@pytest.fixture
def matched(machines: ModelledObject, anna: User) -> ModelledObject:
    change_object(machines, {"matching": TICKED}, by=anna)
    return machines


def machine(by: User, name: str = "Grinder", **values: Any) -> Any:
    return screen_of("objects.machine").model(name=name, owner=by, **values).create(by=by)


def work() -> None:
    for job in Job.objects.filter(kind="index_matches", state=Job.State.WAITING).order_by("pk"):
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error


def pairs() -> set[tuple[int, int]]:
    return set(DuplicatePair.objects.open().filter(object="objects.machine").values_list("first", "second"))


def test_the_form_says_so_while_somebody_types(matched: ModelledObject, anna: User, client: Client) -> None:
    known = machine(anna, serial="SN 12-34/5", email="bar@example.com")
    client.force_login(anna)
    assert 'hx-post="/machines/possible-duplicates"' in client.get("/machines/new").content.decode()
    for typed in ({"serial": "sn12345"}, {"email": "Bar@Example.com"}):
        told = client.post("/machines/possible-duplicates", {"name": "Mill", **typed}).content.decode()
        assert f"/machines/{known.pk}" in told, typed
    other = client.post("/machines/possible-duplicates", {"name": "Mill", "serial": "SN12346"}).content.decode()
    assert f"/machines/{known.pk}" not in other


def test_the_page_and_the_record_tell_and_lead_to_the_merge(
    matched: ModelledObject, anna: User, client: Client
) -> None:
    first, second = machine(anna, serial="12345"), machine(anna, "Mill", serial="1 2345")
    machine(anna, "Brush", serial="99999")
    client.force_login(anna)
    assert "/machines/duplicates" in client.get("/machines/").content.decode()
    page = client.get("/machines/duplicates").content.decode()
    assert f"records={first.pk}%2C{second.pk}" in page or f"records={first.pk},{second.pk}" in page
    assert "Brush" not in page and "same Serial" in page
    assert f"/machines/{first.pk}" in client.get(f"/machines/{second.pk}/panels").content.decode()
    client.post("/machines/duplicates/dismiss", {"records": f"{first.pk},{second.pk}"})
    assert "Mill" not in client.get("/machines/duplicates").content.decode()


def test_what_one_may_not_see_is_not_told(matched: ModelledObject, anna: User, client: Client) -> None:
    machine(anna, serial="12345")
    role = Role.objects.create(name="Own", rights={"*": {"view": "own", "create": "own", "edit": "own"}})
    eva = User.objects.create_user("eva@example.com", "caruso-demo", name="Eva")
    eva.roles.add(role)
    machine(eva, "Mill", serial="12345")
    client.force_login(eva)
    told = client.post("/machines/possible-duplicates", {"name": "Mill", "serial": "12345"}).content.decode()
    assert "Mill" in told and "Grinder" not in told
    assert "Grinder" not in client.get("/machines/duplicates").content.decode()


def test_records_that_were_there_are_compared_by_what_holds_now(
    machines: ModelledObject, anna: User, client: Client
) -> None:
    first, second = machine(anna, serial="12345", phone="+48600100200"), machine(anna, serial="12345")
    third = machine(anna, phone="+48600100200")
    assert not MatchKey.objects.exists()
    change_object(machines, {"matching": ["serial:number"]}, by=anna)
    work()
    assert pairs() == {(first.pk, second.pk)}
    change_object(machines, {"matching": ["phone"]}, by=anna)
    work()
    assert pairs() == {(first.pk, third.pk)} and MatchKey.objects.count() == 2
    client.force_login(anna)
    change_object(machines, {"matching": []}, by=anna)
    work()
    assert pairs() == set() and not MatchKey.objects.exists()
    assert "/machines/duplicates" not in client.get("/machines/").content.decode()
    assert "possible-duplicates" not in client.get("/machines/new").content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_import_finds_what_is_there(matched: ModelledObject, anna: User, client: Client) -> None:
    known = machine(anna, serial="SN-12345")
    client.force_login(anna)
    rows = "Name,Serial,Email\nEspresso maker,sn 12345,new@example.com\nMill,SN-777777,\nMill again,SN777777,\n"
    file = SimpleUploadedFile("machines.csv", rows.encode())
    answer = client.post("/api/v1/imports", {"file": file, "object": "machines", "policy": "overwrite"})
    assert answer.status_code == 202, answer.content
    for job in Job.objects.filter(state=Job.State.WAITING).order_by("pk"):
        jobs.run(job.pk)
    state = client.get(answer["Location"]).json()
    known.refresh_from_db()
    assert known.email == "new@example.com", state
    assert screen_of("objects.machine").model.objects.live().count() == 2, state


def test_the_administrator_ticks_what_tells_apart(machines: ModelledObject, anna: User, client: Client) -> None:
    client.force_login(anna)
    address = f"/office/objects/{machines.key}/settings"
    page = client.get(address).content.decode()
    offered = re.findall(r'name="matching" value="([^"]+)"', page)
    assert offered == ["name", "serial", "serial:number", "email", "phone"]
    form = {
        "labels_en": "Machine", "plurals_en": "Machines", "icon": "box", "colour": "violet", "matching": TICKED,
        "version": machines.version, "step": "apply",
    }  # fmt: skip
    assert client.post(address, form).status_code == 302
    machines.refresh_from_db()
    assert machines.matching == TICKED
    with pytest.raises(ValidationError):
        put_field_away(CustomField.objects.get(object=machines.key, name="serial"), by=anna)
    with pytest.raises(ValidationError):
        change_object(machines, {"matching": list("abcdef")}, by=anna)
