"""The preview of the builder, looked at with the rights of a role, and with mistakes that are not mended yet."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.models import Role, User
from caruso.objects.models import Layout

pytestmark = pytest.mark.django_db

FACES = ("record", "form", "list", "board", "peek")
LIST = "/office/screens/customers.contact/list"
HOME = "/office/screens/home/home"


@pytest.fixture
def jana(anna: User) -> Contact:
    return Contact(first_name="Jana", last_name="Kolářová", department="Beans").create(by=anna)


def arranged(face: str) -> dict[str, Any]:
    """The name and the department, on whichever face."""
    fields = ["field:last_name", "field:department"]
    zone = ["zone:sections", "section:s0"] if face in ("record", "form") else ["zone:fields"]
    return {"item": [*zone, *fields]}


@pytest.mark.parametrize("face", FACES)
def test_everybodys_arrangement_is_looked_at_as_any_role(office: Client, jana: Contact, jan: User, face: str) -> None:
    role = jan.roles.get()
    role.rights = {"*": {"view": "all", "edit": "all", "fields": {"department": "hidden"}}}
    role.save()
    address = f"/office/screens/customers.contact/{face}/preview"

    own = office.post(address, arranged(face)).content.decode()
    theirs = office.post(address, {**arranged(face), "as": role.pk}).content.decode()

    assert "Beans" in own and "Kolářová" in own
    assert "Beans" not in theirs and "Kolářová" in theirs
    assert not Layout.objects.exists()


def test_the_home_page_is_looked_at_as_a_role(office: Client, jana: Contact, jan: User, stranger: User) -> None:
    nobody = Role.objects.create(name="Nobody")
    stranger.roles.add(nobody)
    data = {
        "item": ["zone:left", "panel:n1"], "n1-kind": "records", "n1-source": "object:customers.contact",
        "n1-label-en": "Latest contacts",
    }  # fmt: skip

    assert "Kolářová" in office.post(f"{HOME}/preview", {**data, "as": jan.roles.get().pk}).content.decode()
    assert "Kolářová" not in office.post(f"{HOME}/preview", {**data, "as": nobody.pk}).content.decode()


def test_a_role_shows_no_more_than_the_administrator_may_see(client: Client, jana: Contact, petra: User) -> None:
    limited = {"*": {"view": "all", "edit": "all", "fields": {"department": "hidden"}}}
    petra.roles.set([Role.objects.create(name="Keeps the office", rights=limited, administers=True)])
    all_seeing = Role.objects.create(name="All-seeing", rights={"*": {"view": "all", "edit": "all"}})
    client.force_login(petra)

    for face in FACES:
        address = f"/office/screens/customers.contact/{face}/preview"
        page = client.post(address, {**arranged(face), "as": all_seeing.pk}).content.decode()
        assert "Kolářová" in page and "Beans" not in page, face


def test_an_administrator_without_a_right_to_see_gains_none_by_a_role(client: Client, jana: Contact, jan: User) -> None:
    jan.roles.set([Role.objects.create(name="Only the office", rights={}, administers=True)])
    all_seeing = Role.objects.create(name="All-seeing", rights={"*": {"view": "all"}})
    client.force_login(jan)

    page = client.post(f"{LIST}/preview", {**arranged("list"), "as": all_seeing.pk}).content.decode()

    assert "This role may not see this page." in page and "Kolářová" not in page


def test_the_preview_of_a_roles_own_arrangement_begins_with_that_role(office: Client, jan: User) -> None:
    role = jan.roles.get()
    page = office.get(f"{LIST}?role={role.pk}").content.decode()
    assert f'<option value="{role.pk}" selected>{role}</option>' in page
    assert f'<option value="{role.pk}">{role}</option>' in office.get(LIST).content.decode()


def test_roles_that_have_an_arrangement_of_their_own_are_marked(office: Client, jan: User) -> None:
    role = jan.roles.get()
    said = office.post(f"{LIST}?role={role.pk}", {"item": ["zone:fields", "field:name"], "version": 0}, follow=True)
    assert f"Saved for the role {role}." in said.content.decode()
    assert f"{role} (has one of its own)" in office.get(LIST).content.decode()


def test_forged_roles_find_nothing(office: Client, jana: Contact) -> None:
    assert office.post(f"{LIST}/preview", {**arranged("list"), "as": "99"}).status_code == 404
    assert office.post(f"{LIST}/preview", {**arranged("list"), "as": "Sales"}).status_code == 200


def test_what_is_not_right_yet_is_left_out_and_the_rest_is_shown(office: Client, jana: Contact) -> None:
    record = "/office/screens/customers.contact/record"
    data = {
        "item": ["zone:sections", "section:s0", "field:department", "zone:side", "panel:n1", "panel:n2"],
        "s0_when": "nonsense = 1", "n1-kind": "web", "n1-url": "", "n1-label-en": "Weather",
        "n2-kind": "note", "n2-label-en": "Note", "n2-text": "Ask Petra first.",
    }  # fmt: skip
    answer = office.post(f"{record}/preview", data)

    page = answer.content.decode()
    assert answer.headers["Caruso-Left-Out"] and 'id="fact-department"' in page
    assert "Ask Petra first." in page and "Weather" not in page
    assert "Caruso-Left-Out" not in office.post(f"{record}/preview", arranged("record")).headers


def test_a_refused_arrangement_keeps_how_it_was_looked_at(office: Client, jana: Contact, jan: User) -> None:
    role = jan.roles.get()
    answer = office.post(LIST, {"item": ["zone:fields"], "as": role.pk})
    assert answer.status_code == 422
    assert f'<option value="{role.pk}" selected>' in answer.content.decode()
    told = office.post(f"{LIST}/preview", {"item": ["zone:fields"]}).content.decode()
    assert "A list needs at least one column." in told
