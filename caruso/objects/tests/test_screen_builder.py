"""The builder: what administrators arrange, look at, keep, take back and may not do."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.models import Event, User
from caruso.objects.models import Layout, LayoutVersion

pytestmark = pytest.mark.django_db

RECORD = "/office/screens/customers.contact/record"
FORM = "/office/screens/customers.contact/form"
LIST = "/office/screens/customers.contact/list"
HOME = "/office/screens/home/home"
FACES = ("record", "form", "list", "board", "peek")


@pytest.fixture
def office(client: Client, anna: User) -> Client:
    client.force_login(anna)
    return client


@pytest.fixture
def jana(anna: User) -> Contact:
    return Contact(first_name="Jana", last_name="Kolářová", department="Beans").create(by=anna)


def columns(client: Client, *names: str, version: int = 0, address: str = LIST) -> HttpResponse:
    items = ["zone:fields", *(f"field:{name}" for name in names)]
    return client.post(address, {"item": items, "version": version})


def sent_as_it_stands(client: Client, address: str) -> dict[str, Any]:
    """What the builder's form would send, nothing having been moved."""
    canvas = client.get(address).context["canvas"]
    data: dict[str, Any] = {"item": [], "version": 0}
    for zone in canvas.zones:
        data["item"].append(f"zone:{zone.name}")
        for piece in zone.items:
            if piece.kind == "field":
                data["item"].append(f"field:{piece.name}")
                continue
            data["item"].append(f"{piece.kind}:{piece.key}")
            if piece.kind == "section":
                data |= {f"{piece.key}-title": piece.shipped, **({f"{piece.key}-closed": "on"} if piece.closed else {})}
                data["item"] += [f"field:{one.name}" for one in piece.fields]
            else:
                data |= {f"{piece.key}-kind": piece.of, f"{piece.key}-name": piece.name}
    return data


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("person", ["jan", "petra", "stranger"])
def test_only_administrators_arrange(client: Client, request: Any, person: str, face: str) -> None:
    client.force_login(request.getfixturevalue(person))
    address = f"/office/screens/customers.contact/{face}"
    for answer in (
        client.get("/office/screens"), client.get(address), columns(client, "name", address=address),
        client.post(f"{address}/preview"), client.post(f"{address}/reset"), client.post(HOME),
    ):  # fmt: skip
        assert answer.status_code == 403
    assert not Layout.objects.exists()


def test_every_face_of_every_object_has_its_builder(office: Client, jana: Contact) -> None:
    page = office.get("/office/screens")
    for screen, faces in page.context["rows"]:
        for face, _who in faces:
            assert office.get(f"/office/screens/{screen.key}/{face}").status_code == 200, (screen.key, face)
    assert office.get("/office/screens/customers.gone/list").status_code == 404
    assert office.get("/office/screens/customers.contact/home").status_code == 404
    assert office.get(f"{LIST}?role=99").status_code == 404


@pytest.mark.parametrize("face", FACES)
def test_what_is_saved_without_a_change_looks_as_before(office: Client, jana: Contact, face: str) -> None:
    page = {
        "record": f"/contacts/{jana.pk}", "form": f"/contacts/{jana.pk}/edit", "list": "/contacts/",
        "board": "/contacts/board", "peek": f"/contacts/{jana.pk}/peek",
    }[face]  # fmt: skip
    before = shown(office, page)
    address = f"/office/screens/customers.contact/{face}"

    assert office.post(address, sent_as_it_stands(office, address)).status_code == 302

    assert shown(office, page) == before


def shown(client: Client, page: str) -> Any:
    context = client.get(page).context
    if "form" in context and "query" not in context:
        return [(str(part["title"]), [one.name for one in part["inputs"]]) for part in context["form"].sections]
    if "query" in context:
        cards = [field.name for field in context["fields"]] if "fields" in context else []
        return [field.name for field in context["query"].columns], cards
    facts = [fact.field.name for part in context["facts"].sections for fact in part.facts]
    panels = context["panels"] + client.get(f"{page}/panels").context["panels"] if "panels" in context else []
    return facts, sorted(panel["template"] for panel in panels)


def test_the_columns_that_were_dragged_are_those_of_the_list(office: Client, jana: Contact) -> None:
    answer = columns(office, "department", "name")

    assert answer.status_code == 302
    assert [field.name for field in office.get("/contacts/").context["query"].columns] == ["department", "name"]
    assert Event.objects.filter(object="objects.layout", kind="changed").count() == 1


def test_two_administrators_at_once_are_told_and_nothing_is_lost(office: Client, anna: User) -> None:
    columns(office, "name", "email")

    answer = columns(office, "department", "name", version=0)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Anna Nowak has saved this arrangement meanwhile." in page
    assert page.index('value="field:department"') < page.index('value="field:name"')
    assert Layout.objects.get().content["fields"] == ["name", "email"]
    assert columns(office, "department", "name", version=answer.context["version"]).status_code == 302
    kept = [version.content["fields"] for version in LayoutVersion.objects.all()]
    assert kept == [["department", "name"], ["name", "email"]]


def test_a_version_is_used_again_and_the_shipped_one_comes_back(office: Client, jana: Contact) -> None:
    shipped = [field.name for field in office.get("/contacts/").context["query"].columns]
    columns(office, "name", "email")
    columns(office, "name", "department", version=1)
    first = LayoutVersion.objects.get(number=1)

    office.post(f"/office/screens/versions/{first.pk}/restore", {"version": 2})
    assert [field.name for field in office.get("/contacts/").context["query"].columns] == ["name", "email"]

    office.post(f"{LIST}/reset", {"version": 3})
    assert [field.name for field in office.get("/contacts/").context["query"].columns] == shipped
    assert LayoutVersion.objects.count() == 4


def test_a_stale_reset_is_refused(office: Client) -> None:
    columns(office, "name")
    columns(office, "name", "email", version=1)

    office.post(f"{LIST}/reset", {"version": 1})

    assert Layout.objects.get().content["fields"] == ["name", "email"]


def test_the_preview_shows_a_real_record_and_writes_nothing(office: Client, jana: Contact) -> None:
    data = {
        "item": ["zone:sections", "section:s0", "field:department", "zone:side", "panel:n1"],
        "s0-label-en": "Only this", "n1-kind": "note", "n1-label-en": "Note", "n1-text": "Ask Petra first.",
        "record": jana.pk,
    }  # fmt: skip
    page = office.post(f"{RECORD}/preview", data).content.decode()

    assert 'id="fact-department"' in page and 'id="fact-job_title"' not in page
    assert "Ask Petra first." in page
    assert not Layout.objects.exists()


def test_the_preview_of_a_role_shows_no_more_than_the_role_sees(
    office: Client, jana: Contact, jan: User, stranger: User
) -> None:
    role = jan.roles.get()
    role.rights["*"]["fields"] = {"department": "hidden"}
    role.save()
    data = {"item": ["zone:fields", "field:name", "field:department"]}

    assert "Beans" in office.post(f"{LIST}/preview", data).content.decode()
    assert "Beans" not in office.post(f"{LIST}/preview?role={role.pk}", data).content.decode()
    role.rights = {}
    role.save()
    page = office.post(f"{LIST}/preview?role={role.pk}", data).content.decode()
    assert "This role may not see this page." in page


@pytest.mark.parametrize("face", FACES)
def test_every_face_has_a_preview(office: Client, jana: Contact, face: str) -> None:
    address = f"/office/screens/customers.contact/{face}"
    answer = office.post(f"{address}/preview", sent_as_it_stands(office, address))
    assert answer.status_code == 200 and "Kol" in answer.content.decode()


def test_the_home_page_has_a_preview(office: Client) -> None:
    answer = office.post(f"{HOME}/preview", sent_as_it_stands(office, HOME))
    assert "Just happened" in answer.content.decode()


def test_mistakes_are_told_beside_what_is_wrong_and_nothing_is_lost(office: Client) -> None:
    data = {
        "item": ["zone:sections", "section:s0", "field:department", "zone:side", "panel:n1", "panel:n2"],
        "s0_when": "nonsense = 1", "n1-kind": "number", "n1-label-en": "How many", "n1-source": "object:nothing",
        "n2-kind": "web", "n2-url": "https://evil.example/",
    }  # fmt: skip
    answer = office.post(RECORD, data)

    assert answer.status_code == 422
    errors = answer.context["canvas"].errors
    assert set(errors) == {"section-0", "panel-0", "panel-1"}
    page = answer.content.decode()
    assert ">nonsense = 1</textarea>" in page and 'value="How many"' in page and 'value="https://evil.example/"' in page
    assert not Layout.objects.exists()


def test_a_condition_is_made_by_clicking(office: Client, jana: Contact) -> None:
    opened = office.get(f"{RECORD}/condition?key=s0&which=when").content.decode()
    assert 'name="s0_when-g0-r0-path"' in opened and 'value="department"' in opened
    about = office.get(f"{RECORD}/condition?key=n1&which=where&n1-source=object:sales.order").content.decode()
    assert 'value="ordered_on"' in about and 'value="department"' not in about
    data = {
        "item": ["zone:sections", "section:s0", "field:department", "zone:side", "panel:n1"],
        "s0_when": "", "s0_when-was": "", "s0_when-built": "1", "s0_when-mode": "all", "s0_when-g0-mode": "all",
        "s0_when-g0-r0-path": "department", "s0_when-g0-r0-operator": "=", "s0_when-g0-r0-value": "Beans",
        "n1-kind": "records", "n1-source": "object:customers.account", "n1-label-en": "Theirs",
        "n1_where": "", "n1_where-was": "", "n1_where-built": "1", "n1_where-mode": "all", "n1_where-g0-mode": "all",
        "n1_where-g0-r0-path": "city", "n1_where-g0-r0-operator": "is not empty",
    }  # fmt: skip
    assert office.post(RECORD, data).status_code == 302
    content = Layout.objects.get().content
    assert content is not None
    assert content["sections"][0]["when"] == 'department = "Beans"'
    assert content["panels"][0]["settings"]["where"] == "city is not empty"
    page = office.get(RECORD).content.decode()
    assert 'name="s0_when-g0-r0-path"' in page and 'name="p0_where-g0-r0-path"' in page


def test_a_mistake_in_a_built_condition_is_told_and_its_row_stays(office: Client, jana: Contact) -> None:
    data = {
        "item": ["zone:sections", "section:n7", "field:department"],
        "n7_when": "", "n7_when-was": "", "n7_when-built": "1", "n7_when-mode": "all", "n7_when-g0-mode": "all",
        "n7_when-g0-r0-path": "birthday", "n7_when-g0-r0-operator": "<", "n7_when-g0-r0-value": "soon",
    }  # fmt: skip
    answer = office.post(RECORD, data)
    assert answer.status_code == 422 and set(answer.context["canvas"].errors) == {"section-0"}
    page = answer.content.decode()
    assert 'value="section:n7"' in page and 'name="n7_when-g0-r0-value" value="soon"' in page
    assert not Layout.objects.exists()


@pytest.mark.parametrize("asked", ["key=s0&which=x", "key=%3Cb%3E&which=when", "which=when", "key=a-b&which=where"])
def test_forged_questions_about_conditions_find_nothing(office: Client, asked: str) -> None:
    assert office.get(f"{RECORD}/condition?{asked}").status_code == 404
    assert office.get(f"{HOME}/condition?key=s0&which=when").status_code == 200


def test_a_form_keeps_asking_for_what_must_be_filled_in(office: Client) -> None:
    address = "/office/screens/customers.account/form"
    items = ["zone:sections", "section:s0", "field:industry", "section:s1", "field:name"]
    for data in ({"item": items[:3]}, {"item": items, "s1_when": "industry is empty"}):
        answer = office.post(address, data)
        assert answer.status_code == 422 and answer.context["canvas"].draft.general_error.endswith(": Name.")
    assert not Layout.objects.exists()


def test_odd_input_is_no_error_of_the_server(office: Client, jana: Contact) -> None:
    odd: dict[str, Any] = {
        "item": ["field:name", "zone:nowhere", "panel:x", "zone:side", "panel:", "panel:y", "section:\x00", ":", "zone:"],
        "y-kind": "objects", "x-kind": "shipped", "x-name": "../../etc", "version": "9" * 40, "record": "-1",
    }  # fmt: skip
    for address in (RECORD, FORM, LIST, HOME):
        assert office.post(f"{address}/preview", odd).status_code == 200
        assert office.post(address, odd).status_code in (302, 422)
