"""A view has no key: any column of whole numbers that is different in each row may number its rows."""

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.tests.waterworks import form_as_guessed

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

VIEW = "CREATE VIEW readings AS SELECT id AS meter, customer_id, serial_no, reading FROM meters"


def test_a_view_is_mapped_by_a_column_that_is_different_in_each_row(waterworks, anna: User, client: Client) -> None:
    waterworks.raw(VIEW)
    client.force_login(anna)
    connection = waterworks.connect(anna, writable=True)
    address = f"/databases/{connection.pk}/map?table=readings"
    page = client.get(address).content.decode()
    assert "cannot be mapped" not in page and "There is no key" in page
    values = form_as_guessed(connection, "readings")
    for column, said in (("customer_id", "has a value twice"), ("reading", "Select a valid choice")):
        answer = client.post(address, {**values, "key_column": column})
        assert answer.status_code == 422 and said in answer.content.decode(), column
    answer = client.post(address, {**values, "key_column": "meter", "writable": "on"})
    assert answer.status_code == 422 and "only read" in answer.content.decode()
    assert not MappedObject.objects.exists()
    assert client.post(address, {**values, "key_column": "meter"}).status_code == 302
    assert "M-001" in client.get("/readings/").content.decode()
    assert "M-002" in client.get("/readings/2").content.decode()
    items = client.get("/api/v1/readings", {"where": "reading > 100"}).json()["items"]
    assert [item["id"] for item in items] == [1]
    assert client.get("/databases/objects/reading").status_code == 200


def test_a_column_with_an_empty_row_numbers_nothing(sqlite, anna: User, client: Client) -> None:
    sqlite.raw("CREATE TABLE loose (no INTEGER, name TEXT)")
    sqlite.raw("INSERT INTO loose VALUES (1, 'first'), (NULL, 'second')")
    client.force_login(anna)
    connection = sqlite.connect(anna)
    address = f"/databases/{connection.pk}/map?table=loose"
    values = form_as_guessed(connection, "loose")
    assert client.post(address, values).status_code == 422
    sqlite.raw("UPDATE loose SET no = 2 WHERE no IS NULL")
    assert client.post(address, values).status_code == 302


def test_a_view_that_takes_too_long_to_count_is_refused_in_words(sqlite, anna: User, client: Client, settings) -> None:
    sqlite.raw(
        "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
        " SELECT meters.id, serial_no FROM meters JOIN n"
    )
    settings.MAPPED_SECONDS = 0.5
    client.force_login(anna)
    connection = sqlite.connect(anna)
    address = f"/databases/{connection.pk}/map?table=endless"
    answer = client.post(address, form_as_guessed(connection, "endless"))
    assert answer.status_code == 422 and "could not be found out" in answer.content.decode()
