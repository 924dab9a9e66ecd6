"""Tables that know their rows by a text or by several columns: Caruso numbers them in a book of its own."""

import json
from datetime import date

import pytest
from asgiref.sync import async_to_sync
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Contact
from caruso.kernel.models import Event, User
from caruso.objects.mapped.models import BookedKey, Connection, MappedObject
from caruso.objects.mapped.tests.waterworks import Waterworks, form_as_guessed
from caruso.objects.model_file.applying import apply
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db

NASTY = [
    "C-0017",
    "it's",
    'a "quote"',
    "a/b\\c?d#e&f",
    "100%_",
    "Žižkov Łódź 東京 🚰",
    "two  spaces",
    "null",
    "[1, 2]",
    "x" * 255,
]
TWINS = ["abc", "ABC"]
CODE = {
    "sqlite": "VARCHAR(255)",
    "postgresql": "VARCHAR(255)",
    "mariadb": "VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
}


def _make_clients(works: Waterworks, codes: list[str]) -> None:
    code = CODE[works.vendor]
    works.raw(f"CREATE TABLE clients (code {code} PRIMARY KEY, name VARCHAR(80) NOT NULL, email VARCHAR(120))")
    works.raw(f"CREATE TABLE jobs (id INT PRIMARY KEY, what VARCHAR(40), client_code {code} REFERENCES clients (code))")
    for number, one in enumerate(codes):
        works.raw(f"INSERT INTO clients VALUES ({_quoted(works, one)}, 'Client {number:02}', 'c{number}@example.com')")


def _make_lines(works: Waterworks) -> None:
    works.raw(
        "CREATE TABLE order_lines (order_no VARCHAR(20) NOT NULL, line_no INT NOT NULL, day DATE NOT NULL,"
        " article VARCHAR(40), PRIMARY KEY (order_no, line_no, day))"
    )
    for order in ("O-1", "O-10", "O-2"):
        for line in (1, 2, 10):
            works.raw(f"INSERT INTO order_lines VALUES ('{order}', {line}, '2026-01-0{line % 9}', '{order}/{line}')")


def _quoted(works: Waterworks, text: str) -> str:
    text = text.replace("'", "''")
    return "'" + (text.replace("\\", "\\\\") if works.vendor == "mariadb" else text) + "'"


def _map(client: Client, connection: Connection, table: str, **changed: str) -> MappedObject:
    """As the page proposes it."""
    address = f"/databases/{connection.pk}/map?table={table}"
    answer = client.post(address, {**form_as_guessed(connection, table), **changed})
    assert answer.status_code == 302, answer.context["form"].errors
    return MappedObject.objects.get(table=table)


def _numbers(client: Client, slug: str, title: str) -> dict[str, int]:
    items = client.get(f"/api/v1/{slug}", {"sort": "id", "limit": "100"}).json()["items"]
    return {item[title]: item["id"] for item in items}


def _all_ids(client: Client, slug: str, **asked: str) -> list[int]:
    found, cursor = [], ""
    while cursor is not None:
        answer = client.get(f"/api/v1/{slug}", {"limit": "4", **asked, **({"cursor": cursor} if cursor else {})}).json()
        found += [item["id"] for item in answer["items"]]
        cursor = answer["next"]
    return found


def test_the_key_is_proposed_and_every_row_has_its_page(waterworks, anna: User, client: Client) -> None:
    _make_clients(waterworks, [*NASTY, *TWINS])
    before = waterworks.raw("SELECT * FROM clients ORDER BY code")
    client.force_login(anna)
    connection = waterworks.connect(anna)
    page = client.get(f"/databases/{connection.pk}/map?table=clients").content.decode()
    assert '<option value="code" selected' in page and "remembers in its own database" in page
    clients = _map(client, connection, "clients")
    assert (clients.keys, clients.key_column) == (["code"], "code")
    numbers = _numbers(client, "clients", "code")
    assert set(numbers) == {*NASTY, *TWINS} and len(set(numbers.values())) == len(numbers)
    for code, number in numbers.items():
        one = client.get(f"/api/v1/clients/{number}").json()
        assert (one["code"], one["id"]) == (code, number)
    number = numbers["a/b\\c?d#e&f"]
    for part in ("", "/peek", "/hover", "/history"):
        assert client.get(f"/clients/{number}{part}").status_code == 200, part
    assert client.get("/clients/999999").status_code == client.get(f"/clients/{2**63}").status_code == 404
    for where, found in (('code = "it\'s"', ["it's"]), ('code starts with "c-00"', ["C-0017"]), ('name = "x"', [])):
        items = client.get("/api/v1/clients", {"where": where}).json()["items"]
        assert [item["code"] for item in items] == found, where
    assert "Client 00" in client.get("/clients/", {"q": "c-0017"}).content.decode()
    assert _numbers(client, "clients", "code") == numbers and BookedKey.objects.count() == len(numbers)
    for sort in ("id", "-id", "code", "-code"):
        found = _all_ids(client, "clients", sort=sort)
        assert sorted(found) == sorted(numbers.values()) and len(found) == len(set(found)), sort
    assert _all_ids(client, "clients", sort="-id") == _all_ids(client, "clients", sort="id")[::-1]
    text = async_to_sync(_joined)(client.get("/clients/export", {"format": "csv"}).streaming_content).decode()
    assert "C-0017" in text and "東京" in text
    assert waterworks.raw("SELECT * FROM clients ORDER BY code") == before, "nothing is written into the source"


def test_links_lead_by_the_text_and_back(waterworks, anna: User, client: Client) -> None:
    _make_clients(waterworks, ["C-1", "C/2 é"])
    for number, code in ((1, "'C-1'"), (2, "'C-1'"), (3, "'C/2 é'"), (4, "NULL")):
        waterworks.raw(f"INSERT INTO jobs VALUES ({number}, 'Job {number}', {code})")
    client.force_login(anna)
    connection = waterworks.connect(anna, writable=True)
    _map(client, connection, "clients", link_0="customers.contact:emails.value", link_by_0="email")
    column = "client_code"
    values = form_as_guessed(connection, "jobs")
    place = next(name for name, value in values.items() if name.startswith("label_") and value == "Client")
    assert values[place.replace("label", "kind")] == "mapped.client", "the foreign key is a link"
    jobs = _map(client, connection, "jobs", writable="on")
    assert next(one for one in jobs.fields if one["column"] == column)["name"] == "client"
    numbers = _numbers(client, "clients", "code")
    first, second = numbers["C-1"], numbers["C/2 é"]
    assert client.get("/api/v1/jobs/3").json()["client"] == {"id": second, "title": "Client 01"}
    assert client.get("/api/v1/jobs/4").json()["client"] is None
    for where, found in (
        (f"client in ({first})", [1, 2]),
        (f"client in ({first}, 999999)", [1, 2]),
        (f"not client in ({first}, 999999)", [3, 4]),
        ("not client = 999999", [1, 2, 3, 4]),
        ("client = 999999", []),
        ("client is empty", [4]),
        ('client.name = "client 01"', [3]),
    ):
        items = client.get("/api/v1/jobs", {"where": where, "sort": "id"}).json().get("items")
        assert [item["id"] for item in items] == found, where
    assert "Client 00" in client.get("/jobs/").content.decode()
    panel = client.get(f"/databases/rows/job/by/client/{first}").content.decode()
    assert "Job 1" in panel and "Job 2" in panel and "Job 3" not in panel
    contact = Contact(last_name="Baker", emails=[{"value": "c0@example.com"}]).create(by=anna)
    assert f"/clients/{first}" in client.get(f"/databases/rows/client/0/{contact.pk}").content.decode()
    assert "Job 2" in client.get(f"/databases/rows/job/by/client/0/{contact.pk}").content.decode()
    assert f"/contacts/{contact.pk}" in client.get(f"/clients/{first}").content.decode()
    json_sent = {"content_type": "application/json", "headers": {"If-Match": "*"}}
    assert client.patch("/api/v1/jobs/4", {"client": second}, **json_sent).status_code == 200
    assert waterworks.raw("SELECT client_code FROM jobs WHERE id = 4")[0][0] == "C/2 é"
    assert client.patch("/api/v1/jobs/4", {"client": 999999}, **json_sent).status_code == 422


def test_rows_are_written_by_their_text(waterworks, anna: User, client: Client) -> None:
    _make_clients(waterworks, ["C-1", "C-2"])
    client.force_login(anna)
    _map(client, waterworks.connect(anna, writable=True), "clients", writable="on")
    number = _numbers(client, "clients", "code")["C-1"]
    sent = {"content_type": "application/json", "headers": {"If-Match": "*"}}
    answer = client.patch(f"/api/v1/clients/{number}", {"name": "Žofie"}, **sent)
    assert answer.status_code == 200 and answer.json()["id"] == number
    assert waterworks.raw("SELECT name FROM clients WHERE code = 'C-1'")[0][0] == "Žofie"
    event = Event.objects.get(object="mapped.client", kind="changed")
    assert event.record == number and event.changes["name"] == ["Client 00", "Žofie"]
    assert "Žofie" in client.get(f"/clients/{number}/history").content.decode()
    made = client.post("/api/v1/clients", {"code": "N'1", "name": "New"}, content_type="application/json").json()
    assert client.get(f"/api/v1/clients/{made['id']}").json()["code"] == "N'1"
    answer = client.post("/clients/new", {"code": "C-2", "name": "Again"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "refuses" in page[page.index('id="id_code"') - 600 :][:1500]
    answer = client.patch(f"/api/v1/clients/{number}", {"code": "C-9"}, **sent)
    assert answer.status_code == 422 and "only the program that keeps it" in answer.content.decode()
    assert len(waterworks.raw("SELECT code FROM clients WHERE code = 'C-9'")) == 0


def test_a_key_changed_in_the_source_is_another_row(waterworks, anna: User, client: Client) -> None:
    _make_clients(waterworks, ["C-1", "C-2"])
    client.force_login(anna)
    _map(client, waterworks.connect(anna), "clients")
    old = _numbers(client, "clients", "code")
    waterworks.raw("UPDATE clients SET code = 'C-9' WHERE code = 'C-1'")
    assert client.get(f"/clients/{old['C-1']}").status_code == 404
    new = _numbers(client, "clients", "code")
    assert new["C-2"] == old["C-2"] and new["C-9"] not in old.values()
    waterworks.raw("UPDATE clients SET code = 'C-1' WHERE code = 'C-9'")
    assert _numbers(client, "clients", "code") == old, "who comes back has its number again"


def test_several_columns_tell_rows_apart(waterworks, anna: User, client: Client) -> None:
    _make_lines(waterworks)
    client.force_login(anna)
    connection = waterworks.connect(anna, writable=True)
    values = form_as_guessed(connection, "order_lines")
    assert values["key_column"] == "order_no + line_no + day"
    lines = _map(client, connection, "order_lines", title="article", writable="on")
    assert lines.keys == ["order_no", "line_no", "day"]
    numbers = _numbers(client, "order-lines", "article")
    assert list(numbers) == [f"{order}/{line}" for order in ("O-1", "O-10", "O-2") for line in (1, 2, 10)]
    assert _all_ids(client, "order-lines", sort="id") == list(numbers.values())
    assert _all_ids(client, "order-lines", sort="-id") == list(numbers.values())[::-1]
    assert sorted(_all_ids(client, "order-lines", sort="order_no")) == sorted(numbers.values())
    number = numbers["O-10/2"]
    one = client.get(f"/api/v1/order-lines/{number}").json()
    assert (one["order_no"], one["line_no"], one["id"]) == ("O-10", 2, number)
    assert client.get(f"/order-lines/{number}").status_code == 200
    assert "O-10/2" in client.get("/order-lines/", {"where": 'article = "O-10/2"'}).content.decode()
    sent = {"content_type": "application/json", "headers": {"If-Match": "*"}}
    assert client.patch(f"/api/v1/order-lines/{number}", {"article": "Pipe"}, **sent).status_code == 200
    assert waterworks.raw("SELECT order_no, line_no FROM order_lines WHERE article = 'Pipe'") == [("O-10", 2)]
    new = {"order_no": "O-3", "line_no": 1, "day": "2026-02-03", "article": "Valve"}
    made = client.post("/api/v1/order-lines", new, content_type="application/json")
    assert made.status_code == 201, made.content
    assert client.get(f"/api/v1/order-lines/{made.json()['id']}").json()["article"] == "Valve"
    del new["line_no"]
    refused = client.post("/api/v1/order-lines", new, content_type="application/json")
    assert refused.status_code == 422 and "line_no" in json.dumps(refused.json())
    assert BookedKey.objects.count() == 10
    text = async_to_sync(_joined)(client.get("/order-lines/export", {"format": "csv"}).streaming_content).decode()
    assert "Valve" in text and date(2026, 2, 3).isoformat() in text


def test_a_list_costs_the_same_however_long_and_counting_books_nothing(sqlite, anna: User, client: Client) -> None:
    _make_clients(sqlite, [f"C-{number:03}" for number in range(40)])
    client.force_login(anna)
    _map(client, sqlite.connect(anna), "clients")
    model = screen_of("mapped.client").model
    assert model.objects.count() == 40 and model.objects.filter(name="x").exists() is False
    assert BookedKey.objects.count() == 0

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connections["default"]) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    many = [queries(address) for address in ("/clients/", "/api/v1/clients", "/clients/export?format=csv")]
    sqlite.raw("DELETE FROM clients WHERE code > 'C-001'")
    assert [queries(address) for address in ("/clients/", "/api/v1/clients", "/clients/export?format=csv")] == many
    assert BookedKey.objects.count() == 40


def test_rows_without_a_key_are_left_out_and_that_is_said(sqlite, anna: User, client: Client) -> None:
    sqlite.raw("CREATE TABLE parts (no TEXT PRIMARY KEY, name TEXT)")
    sqlite.raw("INSERT INTO parts VALUES ('P-1', 'Pipe'), (NULL, 'Ghost'), (NULL, 'Other ghost')")
    client.force_login(anna)
    connection = sqlite.connect(anna)
    page = client.get(f"/databases/{connection.pk}/map?table=parts").content.decode()
    assert "is left out" in page
    _map(client, connection, "parts", title="name")
    page = client.get("/parts/").content.decode()
    assert "Pipe" in page and "host" not in page.partition("<tbody")[2].partition("</tbody")[0]
    assert len(_all_ids(client, "parts")) == 1


def test_a_view_is_read_by_a_column_of_texts(waterworks, anna: User, client: Client) -> None:
    waterworks.raw("CREATE VIEW readings AS SELECT serial_no AS serial, state, reading FROM meters")
    client.force_login(anna)
    connection = waterworks.connect(anna, writable=True)
    address = f"/databases/{connection.pk}/map?table=readings"
    values = form_as_guessed(connection, "readings")
    answer = client.post(address, {**values, "key_column": "state"})
    assert answer.status_code == 422 and "has a value twice" in answer.content.decode()
    answer = client.post(address, {**values, "key_column": "serial", "writable": "on"})
    assert answer.status_code == 422 and "only read" in answer.content.decode()
    assert client.post(address, {**values, "key_column": "serial"}).status_code == 302
    number = _numbers(client, "readings", "serial")["M-003 Łąka"]
    assert "Łąka" in client.get(f"/readings/{number}").content.decode()


def test_formulas_follow_a_link_by_text(waterworks, anna: User, client: Client) -> None:
    _make_clients(waterworks, ["C-1", "C-2"])
    waterworks.raw("INSERT INTO jobs VALUES (1, 'Job 1', 'C-2'), (2, 'Job 2', NULL)")
    client.force_login(anna)
    connection = waterworks.connect(anna)
    _map(client, connection, "clients")
    computed = {"computed_label_0": "Whose", "computed_formula_0": "client.name", "computed_result_0": ""}
    _map(client, connection, "jobs", **computed)
    items = client.get("/api/v1/jobs", {"sort": "id"}).json()["items"]
    assert [item["whose"] or "" for item in items] == ["Client 01", ""]


def test_such_a_mapping_travels_in_a_file(sqlite, anna: User, client: Client) -> None:
    _make_lines(sqlite)
    client.force_login(anna)
    lines = _map(client, sqlite.connect(anna), "order_lines", title="article")
    text = written(present())
    assert "key_column: order_no + line_no + day" in text
    lines.delete()
    apply(read(text), by=anna)
    assert MappedObject.objects.get().keys == ["order_no", "line_no", "day"] and written(present()) == text
    assert "O-10/2" in client.get(screen_of("mapped.order_line").list_url).content.decode()


def test_a_uuid_is_a_key(postgresql, anna: User, client: Client) -> None:
    key = "9b2f0c54-0d6f-4c4e-9d3c-0a2b6a0f7c11"
    postgresql.raw("CREATE TABLE things (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), name VARCHAR(40))")
    postgresql.raw("CREATE TABLE uses (id INT PRIMARY KEY, note TEXT, thing_id UUID REFERENCES things (id))")
    postgresql.raw(f"INSERT INTO things VALUES ('{key}', 'Pump')")
    postgresql.raw(f"INSERT INTO uses VALUES (1, 'First', '{key}'), (2, 'Second', NULL)")
    client.force_login(anna)
    connection = postgresql.connect(anna, writable=True)
    _map(client, connection, "things", title="name", writable="on")
    _map(client, connection, "uses", title="note")
    number = _numbers(client, "things", "name")["Pump"]
    assert client.get(f"/things/{number}").status_code == 200
    items = client.get("/api/v1/uses", {"where": f"thing = {number}"}).json()["items"]
    assert [(item["note"], item["thing"]["title"]) for item in items] == [("First", "Pump")]
    made = client.post("/api/v1/things", {"name": "Valve"}, content_type="application/json")
    assert made.status_code == 201 and made.json()["id"] != number
    assert client.get(f"/api/v1/things/{made.json()['id']}").json()["name"] == "Valve"


def test_foreign_keys_of_several_columns_are_told(waterworks, anna: User, client: Client) -> None:
    _make_lines(waterworks)
    waterworks.raw(
        "CREATE TABLE returns (id INT PRIMARY KEY, note VARCHAR(20), order_no VARCHAR(10), line_no INT, day DATE,"
        " FOREIGN KEY (order_no, line_no, day) REFERENCES order_lines (order_no, line_no, day))"
    )
    client.force_login(anna)
    connection = waterworks.connect(anna)
    _map(client, connection, "order_lines", title="article")
    page = client.get(f"/databases/{connection.pk}/map?table=returns").content.decode()
    assert "order_no + line_no + day</span> lead to “order_lines” only together" in page
    assert not any(str(value).startswith("mapped.") for value in form_as_guessed(connection, "returns").values())
    returns = _map(client, connection, "returns", title="note")
    assert {one["kind"] for one in returns.fields} == {"text", "integer", "date"}
    page = client.get(f"/databases/{connection.pk}/map?table=order_lines").content.decode()
    assert "known by several columns together" in page


def test_a_key_into_another_column_than_the_one_that_numbers_is_no_link(waterworks, anna, client: Client) -> None:
    waterworks.raw("CREATE TABLE places (id INT PRIMARY KEY, no INT NOT NULL UNIQUE, name VARCHAR(20))")
    waterworks.raw(
        "CREATE TABLE visits (id INT PRIMARY KEY, note VARCHAR(20), place INT, FOREIGN KEY (place) REFERENCES places (no))"
    )
    client.force_login(anna)
    connection = waterworks.connect(anna)
    _map(client, connection, "places", key_column="id")
    assert not any(str(value).startswith("mapped.") for value in form_as_guessed(connection, "visits").values())


async def _joined(pieces) -> bytes:
    return b"".join([piece async for piece in pieces])
