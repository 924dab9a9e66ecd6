"""A waterworks whose customers and meters another program keeps, in each kind of database."""

import pytest

from caruso.objects.mapped import live
from caruso.objects.mapped.backends.guarded import GuardedConnection
from caruso.objects.mapped.sources import close_sources
from caruso.objects.mapped.tests.waterworks import Waterworks, make_waterworks


@pytest.fixture
def no_sources(db: None, settings, tmp_path, monkeypatch):
    """Mapped databases are known to the process; none stays from one test to the next."""
    settings.MAPPED_HOSTS, settings.MAPPED_FILES = ["127.0.0.1"], [str(tmp_path)]
    settings.MAPPED_SECONDS = 3.0
    monkeypatch.setattr(GuardedConnection, "ensure_connection", _ensure_connection, raising=False)
    yield
    close_sources()
    live.forget()


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def waterworks(request, no_sources, tmp_path) -> Waterworks:
    with make_waterworks(request.param, tmp_path) as made:
        yield made
        close_sources()


@pytest.fixture
def mariadb(no_sources, tmp_path) -> Waterworks:
    with make_waterworks("mariadb", tmp_path) as made:
        yield made
        close_sources()


@pytest.fixture
def postgresql(no_sources, tmp_path) -> Waterworks:
    with make_waterworks("postgresql", tmp_path) as made:
        yield made
        close_sources()


@pytest.fixture
def sqlite(no_sources, tmp_path) -> Waterworks:
    with make_waterworks("sqlite", tmp_path) as made:
        yield made
        close_sources()


def _ensure_connection(self) -> None:
    """As Django's own, which tests forbid to databases that were not there when they began."""
    if self.connection is None:
        with self.wrap_database_errors:
            self.connect()
