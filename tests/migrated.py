"""Test databases as copies of one that is migrated once: the migrations take longer than hundreds of tests.

The copy is kept as long as no migration changes: on SQLite as a file below `var/`, on PostgreSQL as a database.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

PREFIX = "caruso_migrated_"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """The test database of this process, in place of the one that pytest-django would migrate."""
    with django_db_blocker.unblock():
        kept = django_db_keepdb and not django_db_createdb and _exists(_name())
        if not kept:
            _make()
        made = setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=set())
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0, keepdb=False)


def _make() -> None:
    """A database with every migration applied: a copy where there is one to copy, else the first."""
    with _one_at_a_time():
        if not _exists(_migrated()):
            made = setup_databases(verbosity=0, interactive=False, keepdb=False, serialized_aliases=set())
            own = str(connection.settings_dict["NAME"])
            connection.close()
            _copy(own, _migrated())
            for first, name, _destroy in made:
                first.settings_dict["NAME"] = name
        else:
            _copy(_migrated(), _name())


def copy_migrated(target: str) -> None:
    """Put a database with every migration applied there, if there is one to copy; else the place stays empty."""
    with _one_at_a_time():
        if _exists(_migrated()):
            _copy(_migrated(), target)


def main() -> None:
    """Make the database that is copied, before many processes want a copy at once."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.test_settings"
    django.setup()
    if not _exists(_migrated()):
        _make()
        made = setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=set())
        teardown_databases(made, verbosity=0)


def _name() -> str:
    """Of this process's test database."""
    return str(connection.creation._get_test_db_name())


def _migrated() -> str:
    """Of the database to copy."""
    files = sorted(Path(settings.BASE_DIR).glob("caruso/**/migrations/*.py"))
    packages = Path(settings.BASE_DIR) / "requirements.txt"
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in [*files, packages])).hexdigest()[:12]
    return str(_place() / f"{digest}.sqlite3") if connection.vendor == "sqlite" else f"{PREFIX}{digest}"


def _place() -> Path:
    place = Path(settings.BASE_DIR) / "var" / "tests"
    place.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (_place() / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _exists(name: str) -> bool:
    if connection.vendor == "sqlite":
        return Path(name).exists()
    return bool(on_the_server("SELECT 1 FROM pg_database WHERE datname = %s", [name]))


def _copy(source: str, target: str) -> None:
    if connection.vendor == "sqlite":
        for ending in ("", "-wal", "-shm"):
            Path(f"{target}{ending}").unlink(missing_ok=True)
        # Whole or not at all: another run may be waiting for it.
        shutil.copyfile(source, f"{target}.part")
        Path(f"{target}.part").rename(target)
        return
    quote = connection.ops.quote_name
    on_the_server(f"DROP DATABASE IF EXISTS {quote(target)}")
    on_the_server(f"CREATE DATABASE {quote(target)} TEMPLATE {quote(source)} STRATEGY FILE_COPY")


def on_the_server(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """The answer of the PostgreSQL server, asked beside Django: fixtures ask before a test may use its database."""
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    with closing(connection.Database.connect(**parameters, autocommit=True)) as server:  # type: ignore[attr-defined]
        answer = server.execute(statement, values)
        return list(answer.fetchall()) if answer.description else []


if __name__ == "__main__":
    main()
