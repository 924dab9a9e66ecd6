"""SQLite: its own online backup, in both directions."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from caruso.kernel.backup.archive import CHUNK, ArchiveWriter
from caruso.kernel.backup.manifest import Manifest
from caruso.kernel.backup.problem import BackupProblem

NAME = "database.sqlite3"


def snapshot(archive: ArchiveWriter, manifest: Manifest) -> None:
    """Add the database as it is at one moment. Readers and writers go on meanwhile."""
    copy = archive.partial.with_suffix(".database")
    try:
        with closing(sqlite3.connect(copy)) as target:
            os.chmod(copy, 0o600)
            connection.ensure_connection()
            connection.connection.backup(target)
            # One file, without the log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
            manifest.tables = _count_rows(target)
        archive.add_file(NAME, copy)
    finally:
        copy.unlink(missing_ok=True)


def _count_rows(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    tables = [name for (name,) in names.fetchall() if not name.startswith("sqlite_")]
    return {name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in tables}


@contextmanager
def staged(content: BinaryIO, is_older: bool) -> Iterator[Path]:
    """The archive's database as a file of its own, brought to this version's schema, until the block ends."""
    path = Path(settings.VAR_DIR) / f"restoring-{os.getpid()}.sqlite3"
    try:
        with path.open("wb") as file:
            shutil.copyfileobj(content, file, CHUNK)
        if is_older:
            _migrate(path)
        yield path
    finally:
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()


def _migrate(path: Path) -> None:
    environment = os.environ | {"CARUSO_DATABASE_URL": f"sqlite:///{path}"}
    command = [sys.executable, "-m", "caruso.command", "migrate", "--no-input", "--verbosity", "0"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    if result.returncode:
        raise BackupProblem(
            f"The archive's database could not be brought up to date; nothing was changed.\n{result.stderr[-2000:]}"
        )


def take_over(staged_database: Path) -> None:
    """Replace the content of the database in use, in one transaction; people see the old one or the new one."""
    connection.ensure_connection()
    with closing(sqlite3.connect(staged_database)) as source:
        # Frequent attempts instead of SQLite's longer and longer waits, to get in between other writers.
        connection.connection.execute("PRAGMA busy_timeout=0")
        source.backup(connection.connection, sleep=0.002)
    connection.close()
