"""The database of a waterworks, as its own program made it: customers and their meters."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pymysql
import pytest

from caruso.kernel.models import User
from caruso.objects.mapped.connecting import connect
from caruso.objects.mapped.forms.mapping import MappingForm
from caruso.objects.mapped.introspection import read_table
from caruso.objects.mapped.mapping import map_table
from caruso.objects.mapped.models import Connection, MappedObject

HOST = "127.0.0.1"
SCHEMA = [
    "CREATE TABLE customers (id {serial}, name VARCHAR(80) NOT NULL, email VARCHAR(120), tax_number VARCHAR(20))",
    "CREATE TABLE meters (id {serial}, serial_no VARCHAR(20) NOT NULL UNIQUE, email VARCHAR(120),"
    " customer_id {int} REFERENCES customers (id), state VARCHAR(1) NOT NULL DEFAULT 'A', phase INT,"
    " reading DECIMAL(12,3), read_on DATE, changed_at {moment}, CONSTRAINT reading_grows CHECK (reading >= 0))",
    "CREATE INDEX meters_by_email ON meters (email)",
    "CREATE INDEX meters_by_day ON meters (read_on)",
    "CREATE TABLE nameless (amount DECIMAL(12,2))",
    "INSERT INTO customers (id, name, email, tax_number) VALUES (1, 'Łódź Bakery', 'bakery@example.com', '7251234567'),"
    " (2, 'Žižkov Hotel', 'hotel@example.com', NULL)",
    "INSERT INTO meters (id, serial_no, email, customer_id, state, phase, reading, read_on, changed_at) VALUES"
    " (1, 'M-001', 'bakery@example.com', 1, 'A', 1, 120.5, '2026-10-01', '2026-10-01 10:00:00'),"
    " (2, 'M-002', 'bakery@example.com', 1, 'D', 3, 7, '2026-09-01', '2026-09-01 10:00:00'),"
    " (3, 'M-003 Łąka', 'hotel@example.com', 2, 'A', NULL, NULL, NULL, NULL)",
]
WORDS = {
    "sqlite": {"serial": "INTEGER PRIMARY KEY", "moment": "DATETIME", "int": "INTEGER"},
    "postgresql": {"serial": "SERIAL PRIMARY KEY", "moment": "TIMESTAMP", "int": "INTEGER"},
    "mariadb": {"serial": "INT AUTO_INCREMENT PRIMARY KEY", "moment": "DATETIME", "int": "INT"},
}
KINDS = {
    "serial_no": "text",
    "email": "email",
    "state": "choice",
    "phase": "choice",
    "reading": "decimal",
    "read_on": "date",
    "changed_at": "datetime",
}
CODES = {
    "state": [
        {"value": "A", "labels": {"en": "active", "pl": "aktywny"}},
        {"value": "D", "labels": {"en": "dismantled"}},
    ],
    "phase": [{"value": "1", "labels": {"en": "single"}}, {"value": "3", "labels": {"en": "three"}}],
}


@dataclass
class Waterworks:
    """`raw` asks the database past Caruso."""

    vendor: str
    settings: dict[str, Any]
    connect_raw: Any
    made: dict[str, MappedObject] = field(default_factory=dict)

    def raw(self, statement: str) -> list[Any]:
        with closing(self.connect_raw()) as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            rows = list(cursor.fetchall()) if cursor.description else []
            connection.commit()
        return rows

    def dump(self) -> list[Any]:
        """Everything that is in it."""
        columns = "id, serial_no, email, customer_id, state, phase, reading, read_on, changed_at"
        return [
            self.raw(f"SELECT {columns} FROM meters ORDER BY id"),
            self.raw("SELECT id, name, email, tax_number FROM customers ORDER BY id"),
            self.raw(_CATALOGUE[self.vendor]),
        ]

    def connect(self, by: User, **changed: Any) -> Connection:
        values = {"name": "Waterworks", "writable": False, **self.settings, **changed}
        password = values.pop("password", "")
        return connect(values, password, by=by)

    def map_meters(
        self, connection: Connection, by: User, *, writable: bool = False, consumers: Any = (), **said: Any
    ) -> MappedObject:
        """The customers with the links `consumers`, and their meters with a link to contacts by e-mail."""
        alias = connection.open().alias
        names = {"name": "text", "email": "email", "tax_number": "text"}
        self.made["customers"] = map_table(
            connection,
            read_table(alias, "customers"),
            {
                "labels": {"en": "Consumer"},
                "plurals": {"en": "Consumers"},
                "key_column": "id",
                "title": "name",
                "fields": {column: {"labels": {"en": column.title()}, "kind": kind} for column, kind in names.items()},
                "links": list(consumers),
                "writable": False,
            },
            by=by,
        )
        fields = {
            column: {"labels": {"en": column.replace("_", " ")}, "kind": kind, "codes": CODES.get(column)}
            for column, kind in KINDS.items()
        }
        fields["customer_id"] = {"labels": {"en": "Consumer"}, "kind": "relation", "target": "mapped.consumer"}
        link = {"target": "customers.contact", "field": "emails.value", "by": "email"}
        return map_table(
            connection,
            read_table(alias, "meters"),
            {
                "labels": {"en": "Meter", "pl": "Licznik"},
                "plurals": {"en": "Meters", "pl": "Liczniki"},
                "key_column": "id",
                "title": "serial_no",
                "fields": fields,
                "links": [link],
                "writable": writable,
                **said,
            },
            by=by,
        )


def form_as_guessed(connection: Connection, table: str) -> dict[str, Any]:
    """The page of a mapping as it comes."""
    form = MappingForm(connection=connection, table=read_table(connection.open().alias, table))
    values = {one.html_name: one.value() for one in form}
    sent: dict[str, Any] = {
        name: "on" if value is True else str(value) for name, value in values.items() if value not in (None, False)
    }
    return sent | codes_sent(form.codes)


def codes_sent(codes: dict[int, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """The rows of codes, by the number of their column, as the page of a mapping sends them."""
    sent: dict[str, list[str]] = {}
    for number, rows in codes.items():
        sent[f"code-{number}-value"] = [row["value"] for row in rows]
        sent[f"code-{number}-colour"] = [row.get("colour", "") for row in rows]
        for language in ("en", "pl", "cs"):
            sent[f"code-{number}-{language}"] = [row["labels"].get(language, "") for row in rows]
    return sent


def cut_lines(waterworks: Waterworks) -> None:
    """End every connection to it but the one that does so."""
    name = waterworks.settings["database"]
    if waterworks.vendor == "postgresql":
        waterworks.raw(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )
        return
    for row in waterworks.raw("SHOW PROCESSLIST"):
        if row[3] == name and row[7] != "SHOW PROCESSLIST":
            try:
                waterworks.raw(f"KILL {row[0]}")
            except Exception:  # its own line, which is gone by now
                continue


_CATALOGUE = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master ORDER BY name",
    "postgresql": "SELECT table_name, column_name, data_type FROM information_schema.columns"
    " WHERE table_schema = 'public' ORDER BY 1, 2",
    "mariadb": "SELECT table_name, column_name, column_type FROM information_schema.columns"
    " WHERE table_schema = DATABASE() ORDER BY 1, 2",
}


@contextmanager
def make_waterworks(vendor: str, folder: Path) -> Iterator[Waterworks]:
    """A database of its own, with nothing left behind. Without a server the test is skipped, but not in CI."""
    name = f"waterworks_{uuid4().hex[:12]}"
    if vendor == "sqlite":
        file = folder / f"{name}.sqlite3"
        works = Waterworks(vendor, _settings(vendor, database=str(file)), lambda: sqlite3.connect(file))
        _fill(works)
        yield works
        return
    port = 5432 if vendor == "postgresql" else 3306
    user = "postgres" if vendor == "postgresql" else "root"
    try:
        server = closing(_server(vendor, None))
        with server as admin:
            admin.cursor().execute(f"CREATE DATABASE {name}" + (" CHARACTER SET utf8mb4" if port == 3306 else ""))
    except (psycopg.OperationalError, pymysql.err.OperationalError) as problem:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no {vendor} answers at {HOST}:{port}: {problem}")
    try:
        works = Waterworks(
            vendor,
            _settings(vendor, host=HOST, port=port, username=user, database=name),
            lambda: _server(vendor, name),
        )
        _fill(works)
        yield works
    finally:
        with closing(_server(vendor, None)) as admin:
            admin.cursor().execute(f"DROP DATABASE {name}" + (" WITH (FORCE)" if port == 5432 else ""))


def _settings(vendor: str, **given: Any) -> dict[str, Any]:
    return {"vendor": vendor, "host": "", "port": None, "username": "", "schema": "", **given}


def _server(vendor: str, database: str | None) -> Any:
    if vendor == "postgresql":
        return psycopg.connect(
            host=HOST, user="postgres", dbname=database or "postgres", connect_timeout=3, autocommit=database is None
        )
    return pymysql.connect(host=HOST, user="root", database=database, connect_timeout=3, charset="utf8mb4")


def _fill(works: Waterworks) -> None:
    with closing(works.connect_raw()) as connection:
        cursor = connection.cursor()
        for statement in SCHEMA:
            cursor.execute(statement.format(**WORDS[works.vendor]))
        if works.vendor == "postgresql":
            for table in ("customers", "meters"):
                cursor.execute(f"SELECT setval('{table}_id_seq', 10)")
        connection.commit()
