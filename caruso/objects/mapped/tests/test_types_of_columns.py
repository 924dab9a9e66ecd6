"""Columns as other programs make them: odd types, checks, days that no calendar has."""

from typing import Any

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.mapped.guessing import fitting_kinds
from caruso.objects.mapped.introspection import read_table
from caruso.objects.mapped.mapping import map_table
from caruso.objects.mapped.tests.waterworks import Waterworks

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def _map_odd(waterworks: Waterworks, by: User, *, writable: bool = False) -> dict[str, str]:
    """The table `odd` with all its columns as guessed; the guesses by column."""
    connection = waterworks.connect(by, writable=writable)
    table = read_table(connection.open().alias, "odd")
    guessed = {column.name: next(iter(fitting_kinds(column)), "") for column in table.columns}
    values: dict[str, Any] = {
        "labels": {"en": "Odd"},
        "plurals": {"en": "Odds"},
        "key_column": "id",
        "title": "name",
        "fields": {name: {"labels": {"en": name}, "kind": kind} for name, kind in guessed.items() if kind},
        "links": [],
        "writable": writable,
    }
    map_table(connection, table, values, by=by)
    return guessed


def test_a_check_beside_a_column_leaves_it_what_it_is(mariadb, anna: User, client: Client) -> None:
    mariadb.raw(
        "CREATE TABLE odd (id INT PRIMARY KEY, name VARCHAR(20) CHECK (name <> ''),"
        " reading DECIMAL(10,3) CHECK (reading >= 0), details JSON)"
    )
    mariadb.raw("INSERT INTO odd VALUES (1, 'first', 7.5, '{\"a\": 1}')")
    guessed = _map_odd(mariadb, anna)
    assert guessed["reading"] == "decimal" and guessed["name"] == "text"
    client.force_login(anna)
    assert "7.5" in client.get("/odds/").content.decode()


def test_days_that_no_calendar_has_are_nothing(mariadb, anna: User, client: Client) -> None:
    mariadb.raw("CREATE TABLE odd (id INT PRIMARY KEY, name VARCHAR(20), day DATE, moment DATETIME)")
    mariadb.raw(
        "SET STATEMENT sql_mode = '' FOR INSERT INTO odd VALUES (1, 'zero', '0000-00-00', '0000-00-00 00:00:00'),"
        " (2, 'half', '2026-00-00', '2026-10-00 00:00:00'), (3, 'good', '2026-10-01', '2026-10-01 10:00:00')"
    )
    _read_as_nothing(mariadb, anna, client)


def test_days_that_are_any_text_are_nothing(sqlite, anna: User, client: Client) -> None:
    sqlite.raw(
        "CREATE TABLE odd (id INTEGER PRIMARY KEY, name TEXT, day DATE, moment DATETIME, price DECIMAL, count INT)"
    )
    sqlite.raw(
        "INSERT INTO odd VALUES (1, 'zero', '2026-02-30', '2026-02-30 10:00:00', 'much', 'many'),"
        " (2, 'half', 'soon', 7, 9e999, 9e999), (3, 'good', '2026-10-01', '2026-10-01 10:00:00', 1.5, 2)"
    )
    _read_as_nothing(sqlite, anna, client)


def _read_as_nothing(waterworks: Waterworks, anna: User, client: Client) -> None:
    _map_odd(waterworks, anna, writable=True)
    client.force_login(anna)
    for address in ("/odds/", "/odds/1", "/odds/1/edit", "/odds/2", "/odds/export?format=csv"):
        assert client.get(address).status_code == 200, address
    items = client.get("/api/v1/odds?sort=id").json()["items"]
    assert [item["day"] for item in items] == [None, None, "2026-10-01"]
    assert [bool(item["moment"]) for item in items] == [False, False, True]
    assert client.get("/api/v1/odds", {"where": "day = 2026-10-01"}).json()["items"][0]["id"] == 3


def test_bits_years_and_json_of_mariadb_can_be_mapped(mariadb, anna: User, client: Client) -> None:
    mariadb.raw(
        "CREATE TABLE odd (id INT PRIMARY KEY, name VARCHAR(20), active BIT(1), flags BIT(8), made YEAR, details JSON)"
    )
    mariadb.raw(
        "INSERT INTO odd VALUES (1, 'first', b'1', b'101', 2019, '{\"a\": 1}'), (2, 'second', b'0', b'0', NULL, NULL)"
    )
    guessed = _map_odd(mariadb, anna, writable=True)
    assert guessed["active"] == "yes_no" and guessed["made"] == "integer" and guessed["details"] == "long_text"
    assert not guessed["flags"], "several bits are no yes or no"
    client.force_login(anna)
    first, second = client.get("/api/v1/odds?sort=id").json()["items"]
    assert first["active"] is True and second["active"] is False
    assert first["made"] == 2019 and first["details"] == '{"a": 1}'
    for where in ("active = yes", "made > 2000", "details contains a"):
        assert [one["id"] for one in client.get("/api/v1/odds", {"where": where}).json()["items"]] == [1], where
    assert client.post("/odds/2/field/active", {"active": "true", "seen": "false"}).status_code == 200
    assert mariadb.raw("SELECT active FROM odd WHERE id = 2") == [(b"\x01",)]
    assert client.post("/odds/2/field/details", {"details": "[]", "seen": "null"}).status_code == 404
    assert mariadb.raw("SELECT details FROM odd WHERE id = 2") == [(None,)], "JSON is only read"


def test_types_that_sqlite_takes_under_any_name_can_be_mapped(sqlite, anna: User, client: Client) -> None:
    sqlite.raw(
        "CREATE TABLE odd (id INTEGER PRIMARY KEY, name NVARCHAR(20), price NUMERIC(10,2), weight DOUBLE,"
        " count INT8, details JSON, body BLOB)"
    )
    sqlite.raw("INSERT INTO odd VALUES (1, 'first', 12.5, 0.25, 3, '[1]', x'00')")
    guessed = _map_odd(sqlite, anna)
    assert guessed["price"] == guessed["weight"] == "decimal" and guessed["count"] == "integer"
    assert guessed["name"] in ("text", "long_text") and guessed["details"] == "long_text" and not guessed["body"]
    client.force_login(anna)
    item = client.get("/api/v1/odds", {"where": "price > 12"}).json()["items"][0]
    assert item["price"] == "12.5" and item["weight"] == "0.25" and item["details"] == "[1]"


def test_json_of_postgresql_is_read_as_text(postgresql, anna: User, client: Client) -> None:
    postgresql.raw("CREATE TABLE odd (id INT PRIMARY KEY, name TEXT, details JSONB)")
    postgresql.raw("INSERT INTO odd VALUES (1, 'first', '{\"a\": 1}'), (2, 'second', NULL)")
    assert _map_odd(postgresql, anna)["details"] == "long_text"
    client.force_login(anna)
    items = client.get("/api/v1/odds", {"where": 'details contains "a"'}).json()["items"]
    assert [item["details"] for item in items] == ['{"a": 1}']
