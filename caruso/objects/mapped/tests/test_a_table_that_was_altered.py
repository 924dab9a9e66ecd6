"""Another program alters its tables: that is told apart from a source that is away, and the rest stays readable."""

import pytest
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.models import User
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.sources import source_of
from caruso.objects.mapped.tests.waterworks import form_as_guessed

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

GONE = "The table “meters” no longer has the column “phase”."


def _fails_nowhere() -> bool:
    connection = Connection.objects.get()
    return source_of(connection.alias).breaker.failures == 0 and not connection.problem


def test_a_column_that_is_gone_is_told_and_the_rest_is_read(waterworks, anna, jan: User, client: Client) -> None:
    waterworks.map_meters(waterworks.connect(anna), anna)
    waterworks.raw("ALTER TABLE meters DROP COLUMN phase")
    mapping = 'href="/databases/objects/meter"'
    client.force_login(jan)
    answer = client.get("/meters/")
    page = answer.content.decode()
    assert answer.status_code == 503 and GONE in page and mapping not in page and "does not answer" not in page
    client.force_login(anna)
    for address in ("/meters/", "/meters/1", "/meters/1/peek", "/meters/?where=state = A", "/api/v1/meters"):
        answer = client.get(address)
        assert answer.status_code == 200 and "M-001" in answer.content.decode(), address
    page = client.get("/meters/").content.decode()
    assert GONE in page and mapping in page and "single" not in page
    assert "active" in page and _fails_nowhere()


def test_the_mapping_is_saved_without_it_or_finds_it_again(waterworks, anna: User, client: Client) -> None:
    waterworks.map_meters(waterworks.connect(anna), anna)
    waterworks.raw("ALTER TABLE meters DROP COLUMN phase")
    client.force_login(anna)
    page = client.get("/databases/objects/meter").content.decode()
    assert GONE in page and MappedObject.objects.get(name="meter").missing == ["phase"]
    waterworks.raw("ALTER TABLE meters ADD COLUMN phase INT")
    assert GONE not in client.get("/databases/objects/meter").content.decode()
    assert "phase" in client.get("/api/v1/meters").json()["items"][0]
    waterworks.raw("ALTER TABLE meters DROP COLUMN phase")
    assert client.get("/meters/").status_code == 503
    sent = form_as_guessed(Connection.objects.get(), "meters")
    assert client.post("/databases/objects/meter", sent).status_code == 302
    meters = MappedObject.objects.get(name="meter")
    assert meters.missing == [] and "phase" not in [one["name"] for one in meters.fields]
    assert GONE not in client.get("/meters/").content.decode()


def test_a_column_that_is_called_otherwise_leaves_a_title(waterworks, anna: User, client: Client) -> None:
    waterworks.map_meters(waterworks.connect(anna), anna)
    waterworks.raw("ALTER TABLE meters RENAME COLUMN serial_no TO serial")
    client.force_login(anna)
    assert "serial_no" in client.get("/meters/").content.decode()
    page = client.get("/meters/")
    assert page.status_code == 200 and '<a href="/meters/1">' in page.content.decode()
    assert client.get("/meters/1").status_code == 200 and _fails_nowhere()


def test_a_table_without_its_key_or_gone_is_told(waterworks, anna: User, client: Client) -> None:
    waterworks.map_meters(waterworks.connect(anna), anna, consumers=[])
    contact = Contact(last_name="Baker", emails=[{"value": "bakery@example.com"}]).create(by=anna)
    waterworks.raw("ALTER TABLE meters RENAME TO gauges")
    client.force_login(anna)
    for _time in range(4):
        answer = client.get("/meters/")
        assert answer.status_code == 503 and "There is no table “meters” in it any more." in answer.content.decode()
    panel = client.get(f"/databases/rows/meter/0/{contact.pk}").content.decode()
    assert "There is no table “meters”" in panel and "Open the mapping" in panel and "does not answer" not in panel
    assert "There is no table “meters”" in client.get("/databases/objects/meter").content.decode()
    assert client.get("/consumers/").status_code == 200 and _fails_nowhere()
    waterworks.raw("ALTER TABLE gauges RENAME TO meters")
    assert client.get("/meters/").status_code == 200
    waterworks.raw("ALTER TABLE meters RENAME COLUMN id TO number")
    for _time in range(2):
        answer = client.get("/meters/")
        assert answer.status_code == 503 and "no longer has the column “id”" in answer.content.decode()


def test_a_column_of_another_type_is_told(postgresql, anna: User, client: Client) -> None:
    postgresql.map_meters(postgresql.connect(anna), anna)
    postgresql.raw("ALTER TABLE meters DROP CONSTRAINT reading_grows")
    postgresql.raw("ALTER TABLE meters ALTER COLUMN reading TYPE TEXT USING reading::text")
    client.force_login(anna)
    assert client.get("/meters/").status_code == 200, "what can be read is read"
    answer = client.get("/meters/", {"where": "reading > 5"})
    assert answer.status_code == 503
    assert "keeps something else in its column “reading” now" in answer.content.decode() and _fails_nowhere()
