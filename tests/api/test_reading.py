"""Records listed and read by programs."""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account, Contact
from caruso.kernel.models import CustomField, User
from tests.api.conftest import Program, faults


@pytest.fixture
def contacts(anna: User) -> list[Contact]:
    made = []
    for number, name in enumerate(["Adamska", "Łoś", "Zając", "Bielska", "Ćwik"]):
        account = Account(name=f"Firma {number}").create(by=anna)
        made.append(Contact(first_name="Ewa", last_name=name, account=account, owner=anna).create(by=anna))
    return made


def test_the_index_leads_to_every_object(api: Program) -> None:
    objects = api.get("").json()["objects"]
    assert {"accounts", "contacts", "activities"} <= {one["name"] for one in objects}
    for one in objects:
        assert api.client.get(one["schema"], headers={"Authorization": f"Bearer {api.secret}"}).status_code == 200


def test_a_list_is_read_to_its_end_by_cursors(api: Program, contacts: list[Contact]) -> None:
    names, cursor = [], ""
    while cursor is not None:
        page = api.get(f"contacts?sort=name&limit=2&fields=name{cursor}").json()
        names += [item["name"] for item in page["items"]]
        cursor = page["next"] and f"&cursor={page['next']}"
    assert names == ["Ewa Adamska", "Ewa Bielska", "Ewa Ćwik", "Ewa Łoś", "Ewa Zając"]


def test_a_list_leads_on_by_a_link_header(api: Program, contacts: list[Contact]) -> None:
    link = api.get("contacts?limit=4&fields=name").headers["Link"]
    following = link[1 : link.index(">")].removeprefix("/api/v1/")
    page = api.get(following)
    assert len(page.json()["items"]) == 1
    assert "Link" not in page.headers


def test_a_record_tells_links_by_number_and_title_and_its_version(api: Program, contacts: list[Contact]) -> None:
    response = api.get(f"contacts/{contacts[0].pk}")
    data = response.json()
    assert data["account"] == {"id": contacts[0].account_id, "title": "Firma 0"}
    assert (data["version"], response.headers["ETag"]) == (1, '"1"')
    assert data["created_at"].endswith("Z")


def test_only_fields_asked_for_are_read_and_shown(api: Program, contacts: list[Contact]) -> None:
    with CaptureQueriesContext(connection) as queries:
        [item, *_more] = api.get("contacts?fields=city").json()["items"]
    assert set(item) == {"id", "version", "city"}
    assert not any("customers_contact" in query["sql"] and "hobbies" in query["sql"] for query in queries)


def test_the_number_of_queries_does_not_grow_with_the_list(api: Program, contacts: list[Contact]) -> None:
    def queries(limit: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert api.get(f"contacts?limit={limit}").status_code == 200
        return len(captured)

    queries(1)
    assert queries(1) == queries(5) <= 12


def test_a_count_goes_no_further_than_its_cap(
    api: Program, contacts: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert api.get("contacts?count=capped").json()["count"] == {"value": 5, "exact": True}
    monkeypatch.setattr("caruso.screens.api.selection.COUNTED_TO", 3)
    assert api.get("contacts?count=capped").json()["count"] == {"value": 3, "exact": False}
    assert "count" not in api.get("contacts").json()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("where", 'last_name = "los"'),
        ("filter", '["last_name", "=", "los"]'),
        ("where", 'account.name = "Firma 1"'),
        ("q", "los"),
    ],
)
def test_a_condition_narrows_the_list(api: Program, contacts: list[Contact], name: str, value: str) -> None:
    items = api.get(f"contacts?{name}={quote(value)}").json()["items"]
    assert [item["last_name"] for item in items] == ["Łoś"]


@pytest.mark.parametrize(
    ("query", "status", "name"),
    [
        ("where=nonsense%20~", 422, "where"),
        ("where=secret%20%3D%201", 422, "where"),
        ("filter=%7B", 422, "filter"),
        ("filter=" + "[" * 1999, 422, "filter"),
        ("filter=" + "[" * 2001, 400, "filter"),
        ("sort=hobbies", 400, "sort"),
        ("fields=name,password", 400, "fields"),
        ("limit=0", 400, "limit"),
        ("limit=201", 400, "limit"),
        ("limit=%C2%B2", 400, "limit"),
        ("cursor=%00", 400, "cursor"),
        ("count=all", 400, "count"),
        ("filtr=x", 400, "filtr"),
        ("q=%00", 400, "q"),
        ("limit=5&limit=6", 400, "limit"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(api: Program, query: str, status: int, name: str) -> None:
    response = api.get(f"contacts?{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert set(faults(response)) == {name}


def test_a_cursor_is_good_for_its_own_list_only(api: Program, contacts: list[Contact]) -> None:
    cursor = api.get("contacts?sort=name&limit=1").json()["next"]
    assert api.get(f"contacts?sort=name&limit=1&cursor={cursor}").status_code == 200
    assert api.get(f"contacts?sort=-name&limit=1&cursor={cursor}").status_code == 422
    assert api.get(f"accounts?sort=name&limit=1&cursor={cursor}").status_code == 422
    assert api.get(f"contacts?sort=name&limit=1&cursor={cursor}x").status_code == 422


def test_a_custom_field_is_in_the_api_at_once(api: Program, contacts: list[Contact]) -> None:
    CustomField.objects.create(object="customers.contact", name="shoe_size", kind="decimal", labels={"en": "Shoe size"})
    path = f"contacts/{contacts[0].pk}"
    assert api.get(path).json()["shoe_size"] is None
    assert api.patch(path, {"shoe_size": "42.5"}, 1).json()["shoe_size"] == "42.5"
    assert faults(api.patch(path, {"shoe_size": "large"}, 2)) == {"shoe_size": "type"}
    assert "shoe_size" in {one["name"] for one in api.get("contacts/schema").json()["fields"]}
    assert "shoe_size" in api.get("openapi.json").json()["components"]["schemas"]["ContactsRecord"]["properties"]


def test_history_tells_who_changed_what(api: Program, anna: User, contacts: list[Contact]) -> None:
    api.patch(f"contacts/{contacts[0].pk}", {"city_of_birth": "x"}, 1)
    api.patch(f"contacts/{contacts[0].pk}", {"job_title": "Director"}, 1)
    page = api.get(f"contacts/{contacts[0].pk}/events?limit=1").json()
    [event] = page["items"]
    assert (event["kind"], event["source"], event["actor"]["id"]) == ("changed", "api", anna.pk)
    assert event["changes"] == {"job_title": {"old": "", "new": "Director"}}
    [created] = api.get(f"contacts/{contacts[0].pk}/events?before={page['next']}").json()["items"]
    assert created["kind"] == "created"


def test_an_address_that_leads_nowhere_is_a_problem_not_a_page(api: Program) -> None:
    for path in ("nothing", "contacts/1", "contacts/x", f"contacts/{10**30}", "contacts/1/2/3", "contacts/"):
        response = api.get(path)
        assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json"), path


def test_no_record_has_a_number_beyond_64_bits(api: Program) -> None:
    for path in ("", "/events", "/restore"):
        method = "POST" if path == "/restore" else "GET"
        assert api.send(method, f"contacts/{10**30}{path}").status_code == 404


def test_the_page_for_people_names_every_object(client: Any, anna: User) -> None:
    client.force_login(anna)
    page = client.get("/api/docs").content.decode()
    assert "/api/v1/contacts/{id}" in page
    assert "/preferences#tokens" in page
    assert "<script>" not in page


def test_signing_in_is_needed_for_the_page(client: Any, db: None) -> None:
    assert client.get("/api/docs").status_code == 302
