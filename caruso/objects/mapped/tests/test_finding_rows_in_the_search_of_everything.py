"""The palette asks mapped tables too, where the administrator wants that: apart, in haste, and never in the way."""

from time import monotonic

import pytest
from django.test import Client

from caruso.kernel.models import Role, User
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.sources import source_of
from caruso.objects.mapped.tests.waterworks import form_as_guessed
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def _apart(client: Client, text: str, **more: str) -> str:
    return client.get("/search/apart", {"q": text, **more}).content.decode()


def test_rows_are_found_where_that_was_ticked(waterworks, anna: User, client: Client) -> None:
    client.force_login(anna)
    connection = waterworks.connect(anna)
    waterworks.map_meters(connection, anna)
    assert (
        "data-apart" not in client.get("/search", {"q": "laka"}).content.decode() and not _apart(client, "laka").strip()
    )
    sent = {**form_as_guessed(connection, "meters"), "in_search": "on"}
    assert client.post("/databases/objects/meter", sent).status_code == 302
    page = client.get("/search", {"q": "laka"}).content.decode()
    assert 'data-apart="/search/apart?q=laka&amp;alone=1"' in page and "Nothing found" not in page
    found = _apart(client, "laka")
    assert 'href="/meters/3"' in found and "M-001" not in found and 'role="option"' in found
    assert "Nothing found" in _apart(client, "nowhere", alone="1")
    assert "Nothing found" not in _apart(client, "nowhere") and "M-0" not in _apart(client, "m-")
    assert "/search/apart?page=1" in client.get("/search/results", {"q": "laka"}).content.decode()
    assert '<h2 id="found-meters">' in _apart(client, "laka", page="1")
    assert "in_search: true" in written(present()) and read(written(present())) == present()


def test_only_who_may_see_all_rows_finds_any(sqlite, anna, jan, petra, stranger: User, client: Client) -> None:
    sqlite.map_meters(sqlite.connect(anna), anna, in_search=True)
    for person, shown in ((jan, True), (petra, False), (stranger, False)):
        client.force_login(person)
        assert ("M-003" in _apart(client, "laka")) is shown
    role = Role.objects.get(people=jan)
    role.rights = {"mapped.meter": {"view": "all", "fields": {"serial_no": "hidden"}}}
    role.save()
    client.force_login(jan)
    assert "/meters/" not in _apart(client, "m-003")


def test_a_source_that_is_slow_or_away_is_absent(waterworks, anna: User, client: Client, monkeypatch) -> None:
    """The table is a view that takes for ever."""
    slow = {
        "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT CAST(max(x) AS TEXT) FROM n",
        "postgresql": "SELECT 'x' || pg_sleep(30)::text",
        "mariadb": "SELECT CAST(SLEEP(30) AS CHAR)",
    }[waterworks.vendor]
    connection = waterworks.connect(anna)
    waterworks.map_meters(connection, anna, in_search=True)
    waterworks.raw("ALTER TABLE meters RENAME TO gauges")
    waterworks.raw(
        "CREATE VIEW meters AS SELECT id, serial_no, email, customer_id, phase, reading, read_on, changed_at,"
        f" ({slow}) AS state FROM gauges"
    )
    MappedObject.objects.filter(name="meter").update(
        fields=[
            {**one, "kind": "text"} if one["column"] == "state" else one
            for one in MappedObject.objects.get(name="meter").fields
        ]
    )
    connection.save()
    client.force_login(anna)
    for _time in range(4):
        began = monotonic()
        assert "M-0" not in _apart(client, "laka")
        assert monotonic() - began < 2.8, "three seconds are what a page waits, one what the search does"
    assert client.get("/consumers/").status_code == 200
    assert source_of(Connection.objects.get().alias).breaker.failures == 0, "to be slow for a search is no failure"
    Connection.objects.filter(pk=connection.pk).update(version=9, database="gone", host="127.0.0.1", port=1)
    Connection.objects.get().save()
    assert client.get("/search/apart", {"q": "laka"}).status_code == 200
