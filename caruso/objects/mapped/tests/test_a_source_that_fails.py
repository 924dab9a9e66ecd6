"""A slow or dead database takes nothing down but its own card and pages."""

import socket
from contextlib import closing
from threading import Thread
from time import monotonic

import pytest
from django.db import connections
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.models import User
from caruso.objects.mapped.breaker import FAILURES
from caruso.objects.mapped.models import Connection
from caruso.objects.mapped.tests.waterworks import cut_lines
from caruso.screens.away import SourceAway
from caruso.screens.description import screen_of, screens
from tests.access.doors import OURS, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def hole():
    """A server that takes every call and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        calls: list[socket.socket] = []

        def take() -> None:
            try:
                while True:
                    calls.append(listening.accept()[0])
            except OSError:
                return

        Thread(target=take, daemon=True).start()
        yield listening.getsockname()[1], calls
        for call in calls:
            call.close()


@pytest.fixture
def baker(anna: User) -> Contact:
    contact = Contact(last_name="Baker", emails=[{"value": "bakery@example.com"}])
    return contact.create(by=anna)


def _move(connection: Connection, **place: object) -> None:
    """As if the server had gone after it was connected."""
    Connection.objects.filter(pk=connection.pk).update(version=connection.version + 1, **place)
    Connection.objects.get(pk=connection.pk).save()


@pytest.mark.parametrize("vendor", ["mariadb", "postgresql"])
def test_a_source_that_hangs_is_given_up_and_then_left_alone(
    vendor, hole, sqlite, baker, anna: User, client: Client, settings
) -> None:
    settings.MAPPED_SECONDS = 0.4 if vendor == "mariadb" else 1
    port, calls = hole
    connection = sqlite.connect(anna)
    sqlite.map_meters(connection, anna)
    _move(connection, vendor=vendor, host="127.0.0.1", port=port, username="u", database="d")
    client.force_login(anna)
    began = monotonic()
    page = client.get(f"/contacts/{baker.pk}")
    assert page.status_code == 200 and monotonic() - began < 5 and not calls
    for _time in range(FAILURES):
        answer = client.get(f"/databases/rows/meter/0/{baker.pk}")
        assert answer.status_code == 200 and "does not answer just now" in answer.content.decode()
    tried = len(calls)
    began = monotonic()
    assert "left alone" in client.get(f"/databases/rows/meter/0/{baker.pk}").content.decode()
    assert client.get("/meters/").status_code == 503
    assert client.get("/api/v1/meters").json()["type"].endswith("#away")
    assert len(calls) == tried, "it is not asked while it rests"
    assert "left alone" in client.get("/databases/").content.decode()
    assert client.get("/contacts/").status_code == 200
    assert Connection.objects.get().rests


def test_every_other_page_answers_while_a_source_is_away(sqlite, anna: User, client: Client, tmp_path) -> None:
    connection = sqlite.connect(anna)
    sqlite.map_meters(connection, anna)
    _move(connection, database=str(tmp_path / "gone.sqlite3"))
    client.force_login(anna)
    assert client.get("/meters/").status_code == 503
    failed = {path: code for path in _pages() if (code := client.get(path).status_code) >= 500}
    assert not failed


@pytest.mark.parametrize("waterworks", ["postgresql", "mariadb"], indirect=True)
def test_a_line_that_is_cut_midway_is_told_and_made_anew(waterworks, anna: User, client: Client) -> None:
    waterworks.map_meters(waterworks.connect(anna), anna)
    client.force_login(anna)
    model = screen_of("mapped.meter").model
    assert model.objects.count() == 3
    cut_lines(waterworks)
    with pytest.raises(SourceAway):
        model.objects.count()
    assert Connection.objects.get().problem
    assert client.get("/meters/").status_code == 200
    assert not Connection.objects.get().problem, "what answers again has no problem any more"


def test_a_question_that_takes_too_long_is_given_up(waterworks, anna: User, client: Client, settings) -> None:
    settings.MAPPED_SECONDS = 0.5
    connection = waterworks.connect(anna)
    waterworks.map_meters(connection, anna)
    slow = {
        "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n",
        "postgresql": "SELECT pg_sleep(30)",
        "mariadb": "SELECT SLEEP(30)",
    }[waterworks.vendor]
    began = monotonic()
    with pytest.raises(SourceAway), connections[connection.alias].cursor() as cursor:
        cursor.execute(slow)
        cursor.fetchall()
    assert monotonic() - began < 8


def _pages() -> list[str]:
    """The addresses without a part to fill in, and the readers of each object that Caruso itself keeps."""
    plain = [f"/{pattern.pattern}" for name, pattern in addresses() if name.split(":")[0] in OURS]
    readers = [
        f"/{screen.slug}/{name}" for screen in screens() if not hasattr(screen.model, "SOURCE") for name in ("", "new")
    ]
    return [path for path in plain if "<" not in path] + readers
