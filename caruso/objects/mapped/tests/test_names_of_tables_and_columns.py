"""Tables and columns that are called anything: quotes, blanks, signs of SQL, words of SQL, letters of all the world."""

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.mapped.introspection import names_left_out, read_table, table_names
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.tests.waterworks import WORDS, Waterworks, form_as_guessed
from caruso.screens.description import screen_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TABLES = (
    'it\'s "so"',
    "a`b; DROP TABLE meters; --",
    "100 % %s %(x)s %%",
    "Zboží [nové]",
    "order",
    "collection",
    "a\\b",
    "{0}",
)
COLUMNS = ("select", 'q"q', "b`b", "50 %", "%s", "a'b", "množství ks", "数量", "pk", "objects", "a.b", "x]", "{0}", "_")


def _quoted(works: Waterworks, name: str) -> str:
    mark = "`" if works.vendor == "mariadb" else '"'
    return mark + name.replace(mark, mark * 2) + mark


def _make(works: Waterworks, table: str) -> str:
    called = _quoted(works, table)
    columns = ", ".join(f"{_quoted(works, one)} VARCHAR(20)" for one in COLUMNS)
    works.raw(f"CREATE TABLE {called} (id {WORDS[works.vendor]['serial']}, name VARCHAR(40), {columns})")
    values = ", ".join(f"'v{number}'" for number in range(len(COLUMNS)))
    works.raw(f"INSERT INTO {called} VALUES (101, 'first', {values}), (102, 'second', {values.replace('v', 'w')})")
    return called


def test_whatever_its_name_a_table_is_mapped_read_and_written(waterworks, anna: User, client: Client) -> None:
    before = waterworks.dump()[:2]
    client.force_login(anna)
    connection = waterworks.connect(anna, writable=True)
    for number, table in enumerate(TABLES):
        called = _make(waterworks, table)
        page = client.get(f"/databases/{connection.pk}").content.decode()
        assert page.count(">Map</a>") == 3 + number + 1
        values = {**form_as_guessed(connection, table), "label_en": f"Odd {number}", "plural_en": f"Odds {number}"}
        answer = client.post(
            f"/databases/{connection.pk}/map", {**values, "writable": "on"}, query_params={"table": table}
        )
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        definition = MappedObject.objects.get(table=table)
        screen = screen_of(definition.key)
        names = {one["column"]: one["name"] for one in definition.fields}
        assert set(COLUMNS) < names.keys() and len(set(names.values())) == len(names)
        for place, column in enumerate(COLUMNS):
            where = f"{names[column]} = v{place} and {names[column]} is not empty"
            items = client.get(f"/api/v1/{screen.slug}", {"where": where}).json().get("items", [])
            assert [item["id"] for item in items] == [101], (table, column)
        for address in ("", "?q=first", "export?format=csv", "101", "101/edit", "102/peek"):
            assert client.get(screen.list_url + address).status_code == 200, (table, address)
        assert client.get(f"/databases/objects/{definition.name}").status_code == 200
        sent = {"content_type": "application/json", "headers": {"If-Match": "*"}}
        changed = {names[column]: "new" for column in COLUMNS}
        assert client.patch(f"/api/v1/{screen.slug}/101", changed, **sent).status_code == 200, table
        assert set(waterworks.raw(f"SELECT * FROM {called} WHERE id = 101")[0]) == {101, "first", "new"}
        assert len(waterworks.raw(f"SELECT * FROM {called}")) == 2
        made = client.post(f"/api/v1/{screen.slug}", {**changed, "name": "third"}, content_type="application/json")
        assert made.status_code == 201 and len(waterworks.raw(f"SELECT * FROM {called}")) == 3, made.content
    assert waterworks.dump()[:2] == before


def test_a_view_and_a_key_of_texts_may_be_called_so_too(waterworks, anna: User, client: Client) -> None:
    key, view = _quoted(waterworks, "no % \"'"), _quoted(waterworks, "v % '")
    waterworks.raw(f"CREATE TABLE parts ({key} VARCHAR(20) PRIMARY KEY, name VARCHAR(20))")
    waterworks.raw("INSERT INTO parts VALUES ('P-1', 'Pipe'), ('P-2', 'Valve')")
    waterworks.raw(f"CREATE VIEW {view} AS SELECT {key}, name FROM parts")
    client.force_login(anna)
    connection = waterworks.connect(anna)
    for table in ("parts", "v % '"):
        values = {**form_as_guessed(connection, table), "title": "name"}
        answer = client.post(f"/databases/{connection.pk}/map", values, query_params={"table": table})
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        screen = screen_of(MappedObject.objects.get(table=table).key)
        numbers = [item["id"] for item in client.get(f"/api/v1/{screen.slug}?sort=-id").json()["items"]]
        assert len(numbers) == 2 and client.get(screen.record_url(numbers[0])).status_code == 200


def test_names_that_nobody_could_read_are_told(sqlite, anna: User, client: Client) -> None:
    sqlite.raw('CREATE TABLE "line\nbreak" (id INTEGER PRIMARY KEY, name TEXT)')
    sqlite.raw('CREATE TABLE odd (id INTEGER PRIMARY KEY, name TEXT, "a\x07b" TEXT)')
    connection = sqlite.connect(anna)
    assert table_names(connection.alias) == ["customers", "meters", "nameless", "odd"]
    assert names_left_out(connection.alias) == ["'line\\nbreak'"]
    assert [one.name for one in read_table(connection.alias, "odd").columns] == ["id", "name"]
    client.force_login(anna)
    assert "line\\nbreak" in client.get(f"/databases/{connection.pk}").content.decode()
    assert "a\\x07b" in client.get(f"/databases/{connection.pk}/map?table=odd").content.decode()
