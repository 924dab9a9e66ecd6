"""Columns as other programs make them: odd types, checks, days that no calendar has."""

from typing import Any

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.mapped.guessing import fitting_kinds
from caruso.objects.mapped.introspection import read_table
from caruso.objects.mapped.mapping import map_table
from caruso.objects.mapped.models import Connection
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
        "fields": {
            column.name: {
                "labels": {"en": column.name},
                "kind": guessed[column.name],
                "codes": [{"value": code} for code in column.codes],
            }
            for column in table.columns
            if guessed[column.name]
        },
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
    assert guessed["flags"] == "integer", "several bits are the number that they are"
    client.force_login(anna)
    first, second = client.get("/api/v1/odds?sort=id").json()["items"]
    assert first["active"] is True and second["active"] is False
    assert first["made"] == 2019 and first["flags"] == 5 and first["details"] == '{"a": 1}'
    for where in ("active = yes", "made > 2000", "details contains a", "flags = 5"):
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


#: A column of each type, what it is guessed to be, what is shown of it, and a question that finds the row.
OF_POSTGRESQL = [
    ("state", "mood", "'it''s ok'", "choice", "it's ok", "state = \"it's ok\""),
    ("words", "mail", "'A@example.com'", "long_text", "A@example.com", 'words = "a@example.com"'),
    ("share", "part", "0.5", "decimal", "0.5", "share < 1"),
    ("lasts", "INTERVAL", "'1 day 2 hours'", "text", "1 day 02:00:00", 'lasts contains "1 day"'),
    ("opens", "TIME", "'08:30'", "text", "08:30:00", 'opens = "08:30:00"'),
    ("labels", "TEXT[]", "'{red,\"dark blue\"}'", "text", "red, dark blue", 'labels contains "dark blue"'),
    ("moods", "mood[]", "'{sad}'", "text", "sad", "moods = sad"),
    ("ident", "UUID", "'9b2f0c54-0d6f-4c4e-9d3c-0a2b6a0f7c11'", "text", "9b2f0c54-0d6f-4c4e-9d3c-0a2b6a0f7c11",
     'ident starts with "9b2f"'),
    ("old_json", "JSON", "'{\"a\": true}'", "long_text", '{"a": true}', "old_json contains tru"),
    ("new_json", "JSONB", "'{\"a\": true}'", "long_text", '{"a": true}', "new_json contains tru"),
    ("folded", "CITEXT", "'Straße'", "long_text", "Straße", "folded contains strasse"),
    ("address", "INET", "'10.0.0.1'", "text", "10.0.0.1", 'address = "10.0.0.1"'),
    ("amount", "NUMERIC", "12345678901234567890.123456789", "decimal", "12345678901234567890.123456789", "amount > 5"),
    ("flags", "BIT(4)", "B'1010'", "text", "1010", 'flags = "1010"'),
    ("spans", "INT4RANGE", "'[1,5)'", "text", "[1,5)", 'spans contains "1"'),
    ("body", "BYTEA", "'\\x00ff'", "", None, ""),
]  # fmt: skip
OF_MARIADB = [
    ("state", "ENUM('a','it''s ok')", "'it''s ok'", "choice", "it's ok", "state = \"it's ok\""),
    ("tags", "SET('a','b','c')", "'a,c'", "text", "a,c", 'tags contains "c"'),
    ("made", "YEAR", "2019", "integer", 2019, "made = 2019"),
    ("flags", "BIT(8)", "b'101'", "integer", 5, "flags = 5"),
    ("opens", "TIME", "'-08:30'", "text", "-08:30:00", 'opens = "-08:30:00"'),
    ("details", "JSON", "'{\"a\": true}'", "long_text", '{"a": true}', "details contains tru"),
    ("largest", "BIGINT UNSIGNED", "18446744073709551615", "integer", 18446744073709551615, "largest > 5"),
    ("address", "INET6", "'::1'", "text", "::1", 'address = "::1"'),
    ("ident", "UUID", "'9b2f0c54-0d6f-4c4e-9d3c-0a2b6a0f7c11'", "text", "9b2f0c54-0d6f-4c4e-9d3c-0a2b6a0f7c11",
     'ident starts with "9b2f"'),
    ("body", "BLOB", "x'00ff'", "", None, ""),
    ("hash", "VARBINARY(20)", "x'00ff'", "", None, ""),
]  # fmt: skip
OF_SQLITE = [
    ("plain", "", "'Łódź'", "text", "Łódź", "plain = lodz"),
    ("amount", "", "7", "text", "7", "amount = 7"),
    ("other", "STRING", "'x1'", "text", "x1", "other = x1"),
    ("lasts", "INTERVAL", "'1 day'", "text", "1 day", 'lasts = "1 day"'),
    ("opens", "TIME", "'08:30'", "text", "08:30", 'opens = "08:30"'),
    ("body", "BLOB", "x'00ff'", "", None, ""),
]


def test_every_type_of_postgresql_is_shown_or_told(postgresql, anna: User, client: Client) -> None:
    postgresql.raw("CREATE EXTENSION citext")
    postgresql.raw("CREATE TYPE mood AS ENUM ('sad', 'it''s ok')")
    postgresql.raw("CREATE DOMAIN part AS NUMERIC CHECK (VALUE BETWEEN 0 AND 1)")
    postgresql.raw("CREATE DOMAIN mail AS TEXT")
    _each_is_shown(postgresql, OF_POSTGRESQL, anna, client)
    assert client.post("/odds/1/field/state", {"state": "sad", "seen": '"it\'s ok"'}).status_code == 200
    assert client.post("/odds/1/field/lasts", {"lasts": "3 days", "seen": '"1 day 02:00:00"'}).status_code == 200
    assert postgresql.raw("SELECT state::text, lasts::text FROM odd WHERE id = 1") == [("sad", "3 days")]
    assert client.post("/odds/1/field/lasts", {"lasts": "soon", "seen": '"3 days"'}).status_code == 422
    assert client.post("/odds/1/field/labels", {"labels": "x", "seen": "null"}).status_code == 404


def test_every_type_of_mariadb_is_shown_or_told(mariadb, anna: User, client: Client) -> None:
    _each_is_shown(mariadb, OF_MARIADB, anna, client)
    assert client.post("/odds/1/field/opens", {"opens": "09:15", "seen": '"-08:30:00"'}).status_code == 200
    assert str(mariadb.raw("SELECT opens FROM odd WHERE id = 1")[0][0]) == "9:15:00"


def test_columns_of_sqlite_without_a_type_are_shown(sqlite, anna: User, client: Client) -> None:
    _each_is_shown(sqlite, OF_SQLITE, anna, client)


def _each_is_shown(works: Waterworks, types: list[Any], anna: User, client: Client) -> None:
    """In list, record, form, export and API, found by a condition, by a word, and beside a row in which all are empty."""
    columns = ", ".join(f"{name} {type}" for name, type, *_rest in types)
    works.raw(f"CREATE TABLE odd (id INT PRIMARY KEY, name VARCHAR(20), {columns})")
    works.raw(f"INSERT INTO odd VALUES (1, 'first', {', '.join(one[2] for one in types)})")
    works.raw("INSERT INTO odd (id, name) VALUES (2, 'second')")
    guessed = _map_odd(works, anna, writable=True)
    assert {name: guessed[name] for name, *_rest in types} == {one[0]: one[3] for one in types}
    client.force_login(anna)
    connection = Connection.objects.get()
    page = client.get(f"/databases/{connection.pk}/map?table=odd").content.decode()
    assert page.count("files or pictures") == sum(1 for one in types if not one[3])
    for address in ("/odds/", "/odds/1", "/odds/2", "/odds/1/edit", "/odds/export?format=csv", "/odds/?q=second"):
        assert client.get(address).status_code == 200, address
    item, other = client.get("/api/v1/odds?sort=id").json()["items"]
    assert not any(value for name, value in other.items() if name not in ("id", "name", "version"))
    for name, _type, _value, kind, shown, where in types:
        assert item.get(name) == shown, name
        if kind:
            for asked in (where, f"{name} is not empty"):
                found = client.get("/api/v1/odds", {"where": asked}).json()
                assert [one["id"] for one in found.get("items", [])] == [1], (asked, found)
