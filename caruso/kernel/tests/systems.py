"""Whole systems of their own for tests that need real processes: a database, a directory and the console command."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests.migrated import copy_migrated, on_the_server

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


class System:
    def __init__(self, var: Path, database_url: str) -> None:
        self.var = var
        self.database_url = database_url
        self.files = var / "files"
        self.environment = os.environ | {
            "CARUSO_VAR": str(var),
            "CARUSO_DATABASE_URL": database_url,
            "CARUSO_SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
        }

    def caruso(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self._run("-m", "caruso.command", *arguments)

    def python(self, source: str, *arguments: str) -> str:
        """Run the source inside the system; what it printed."""
        result = self._run("-c", f"import django; django.setup()\n{source}", *arguments)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def start_python(self, source: str, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", f"import django; django.setup()\n{source}", *arguments]
        return subprocess.Popen(command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tables(self) -> dict[str, list[str]]:
        """The rows of each table, in no particular order."""
        with closing(self._connect()) as database:
            tables = [name for (name,) in database.execute(TABLES[connection.vendor]).fetchall()]
            return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"').fetchall())) for name in tables}

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The answer of the database to a question in SQL, without starting a process."""
        with closing(self._connect()) as database:
            answer = database.execute(question).fetchall()
            database.commit()
            return answer

    def forget_examples(self) -> None:
        """Take the tables of the tests' own example objects away, which a copy of the test database has."""
        cascade = "" if connection.vendor == "sqlite" else " CASCADE"
        with closing(self._connect()) as database:
            for (name,) in database.execute(TABLES[connection.vendor]).fetchall():
                if name.startswith("shop_"):
                    database.execute(f'DROP TABLE "{name}"{cascade}')
            database.execute("DELETE FROM django_migrations WHERE app = 'shop'")
            database.commit()

    def _connect(self) -> Any:
        if connection.vendor == "sqlite":
            return sqlite3.connect(self.var / "caruso.sqlite3")
        return connection.Database.connect(self.database_url)  # type: ignore[attr-defined]

    def stored_files(self) -> dict[str, str]:
        return {
            path.relative_to(self.files).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.files.rglob("*")
            if path.is_file()
        }

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([sys.executable, *arguments], env=self.environment, capture_output=True, text=True)


@contextmanager
def new_system(directory: Path, like: System | None = None, *, migrated: bool = False) -> Iterator[System]:
    """A system of its own on the database engine that the tests run on: without tables, or a copy of another.

    A `migrated` one has its tables already, where there is a database to copy; who uses it migrates all the same.
    """
    var = directory / uuid.uuid4().hex
    if like:
        shutil.copytree(like.var, var)
    else:
        var.mkdir()
    if connection.vendor == "sqlite":
        if migrated:
            copy_migrated(f"{var}/caruso.sqlite3")
        yield System(var, f"sqlite:///{var}/caruso.sqlite3")
        return
    name = f"caruso_system_{uuid.uuid4().hex[:12]}"
    template = f"TEMPLATE {like.database_url.rpartition('/')[2]}" if like else ""
    if migrated:
        copy_migrated(name)
    if not _is_there(name):
        on_the_server(f"CREATE DATABASE {name} {template}")
    try:
        given = connection.settings_dict
        yield System(var, f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{name}")
    finally:
        on_the_server(f"DROP DATABASE {name} WITH (FORCE)")


def _is_there(name: str) -> bool:
    return bool(on_the_server("SELECT 1 FROM pg_database WHERE datname = %s", [name]))
