"""The user with whom Caruso asks may do less than was said: that is told, and nothing is left alone for it."""

from collections.abc import Iterator

import pytest
from django.test import Client

from caruso.kernel.models import Event, User
from caruso.objects.mapped.models import Connection
from caruso.objects.mapped.sources import source_of
from caruso.objects.mapped.tests.waterworks import Waterworks
from caruso.screens.description import screen_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def only_read(waterworks: Waterworks) -> Iterator[Waterworks]:
    """Of the waterworks, asked by somebody who may read meters, but neither write them nor see customers."""
    name = f"reader_{waterworks.settings['database'][-8:]}"
    user = f'"{name}"' if waterworks.vendor == "postgresql" else f"'{name}'@'%'"
    waterworks.raw(f"CREATE USER {user}")
    waterworks.raw(f"GRANT SELECT ON meters TO {user}")
    yield Waterworks(waterworks.vendor, {**waterworks.settings, "username": name}, waterworks.connect_raw)
    if waterworks.vendor == "postgresql":
        waterworks.raw(f"DROP OWNED BY {user}")
    waterworks.raw(f"DROP USER {user}")


@pytest.mark.parametrize("waterworks", ["postgresql", "mariadb"], indirect=True)
def test_what_is_not_allowed_is_told_where_it_was_tried(waterworks, only_read, anna: User, client: Client) -> None:
    before = waterworks.dump()
    waterworks.map_meters(waterworks.connect(anna, writable=True), anna, writable=True)
    connection = Connection.objects.get()
    Connection.objects.update(username=only_read.settings["username"], version=2)
    connection.refresh_from_db()
    connection.save()
    client.force_login(anna)
    assert "M-001" in client.get("/meters/").content.decode()
    version = screen_of("mapped.meter").model.objects.get(pk=1).version
    for _time in range(4):
        answer = client.post("/meters/1/edit", {"serial_no": "X", "state": "D", "version": str(version)})
        page = answer.content.decode()
        assert answer.status_code == 422 and "does not allow that" in page and 'value="X"' in page
    assert client.post("/meters/1/field/state", {"state": "D", "seen": '"A"'}).status_code == 422
    sent = {"content_type": "application/json", "headers": {"If-Match": "*"}}
    assert client.patch("/api/v1/meters/1", {"state": "D"}, **sent).status_code == 422
    for _time in range(4):
        answer = client.get("/consumers/")
        assert answer.status_code == 503 and "does not allow that" in answer.content.decode()
    assert client.get("/meters/").status_code == 200
    assert source_of(connection.alias).breaker.failures == 0
    assert waterworks.dump() == before and not Event.objects.filter(object="mapped.meter").exists()
