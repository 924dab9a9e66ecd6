"""Tables of PostgreSQL that are in another schema than “public”."""

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.mapped.introspection import read_table, table_names
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.tests.waterworks import Waterworks, form_as_guessed
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db
SCHEMA = "Old works, -c x=1"


@pytest.fixture
def old_works(postgresql: Waterworks) -> Waterworks:
    """A table in a schema of its own, called as one in “public” is, and one that leads to it."""
    postgresql.raw(f'CREATE SCHEMA "{SCHEMA}"')
    postgresql.raw(f'CREATE TABLE "{SCHEMA}".customers (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL)')
    postgresql.raw(
        f'CREATE TABLE "{SCHEMA}".pumps (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL,'
        f' customer_id INT REFERENCES "{SCHEMA}".customers (id))'
    )
    postgresql.raw(f"INSERT INTO \"{SCHEMA}\".customers VALUES (7, 'Old mill')")
    postgresql.raw(f"INSERT INTO \"{SCHEMA}\".pumps VALUES (1, 'Pump one', 7), (2, 'Pump two', 7)")
    return postgresql


def test_only_the_tables_of_the_schema_are_offered_and_read(old_works: Waterworks, anna: User, client: Client) -> None:
    connection = old_works.connect(anna, schema=SCHEMA, writable=True)
    assert table_names(connection.open().alias) == ["customers", "pumps"]
    columns = {one.name: one for one in read_table(connection.open().alias, "pumps").columns}
    assert columns["customer_id"].leads_to == "customers"
    assert [one.name for one in read_table(connection.open().alias, "customers").columns] == ["id", "name"]

    client.force_login(anna)
    for table in ("customers", "pumps"):
        values = {**form_as_guessed(connection, table), "writable": "on"}
        assert client.post(f"/databases/{connection.pk}/map?table={table}", values).status_code == 302
    pumps = screen_of(MappedObject.objects.get(table="pumps").key)
    assert "Old mill" in client.get(pumps.list_url, {"where": "name = 'Pump two'"}).content.decode()
    assert client.post(pumps.record_url(1) + "/edit", {"name": "Pump 1", "customer_id": "7"}).status_code == 302
    assert old_works.raw(f'SELECT name FROM "{SCHEMA}".pumps WHERE id = 1') == [("Pump 1",)]


@pytest.mark.parametrize("schema", ["nowhere", 'x"; DROP TABLE meters; --', "pg_toast'", "\\"])
def test_a_schema_that_is_none_is_told_beside_it(
    postgresql: Waterworks, anna: User, client: Client, schema: str
) -> None:
    client.force_login(anna)
    before = postgresql.dump()
    values = {"name": "Works", **postgresql.settings, "schema": schema}
    answer = client.post("/databases/new", {name: value for name, value in values.items() if value is not None})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["schema"]
    assert not Connection.objects.exists()
    assert postgresql.dump() == before


def test_others_than_postgresql_have_none(sqlite: Waterworks, anna: User, client: Client) -> None:
    client.force_login(anna)
    values = {"name": "Works", **sqlite.settings, "schema": "public"}
    answer = client.post("/databases/new", {name: value for name, value in values.items() if value is not None})
    assert "Only PostgreSQL has schemas" in answer.content.decode()
