"""Bringing a backup back: everything is checked before anything is changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from caruso.kernel.backup import postgres_restore, secret_key, sqlite, stored_files
from caruso.kernel.backup.archive import members, verify
from caruso.kernel.backup.manifest import FORMAT, Manifest
from caruso.kernel.backup.problem import BackupProblem, disk_problems


def restore_backup(source: Path, replace: bool = False) -> Manifest:
    """Put the archive's database and files in place of what is here.

    Raises BackupProblem if the archive is damaged, foreign, newer than this Caruso or of another database engine,
    or if there is data here and `replace` is false; the database is then as it was.
    """
    if not source.is_file():
        raise BackupProblem(f"There is no file {source}.")
    with disk_problems(source):
        manifest = verify(source)
    _refuse_foreign(manifest)
    if not replace and _holds_data():
        raise BackupProblem("There is data in this system already. `--replace` puts the backup in its place.")
    before = stored_files.present()
    with disk_problems(Path(stored_files.PREFIX)):
        # Files first: they disturb nobody, and the database must never speak of one that is not there.
        restored = {stored_files.put(name, content) for name, content in _files(source)}
    try:
        if manifest.engine == "sqlite":
            _restore_sqlite(source, manifest)
        else:
            postgres_restore.restore(source, manifest)
    except BaseException:
        _remove(restored - before)
        raise
    _remove(before - restored)
    for name, content in members(source):
        if name == secret_key.NAME:
            secret_key.restore(content.read())
    return manifest


def _remove(paths: set[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _files(source: Path) -> Iterator[tuple[str, BinaryIO]]:
    return ((name, content) for name, content in members(source) if name.startswith(stored_files.PREFIX))


def _restore_sqlite(source: Path, manifest: Manifest) -> None:
    is_older = len(manifest.migrations) < len(_known_migrations())
    for name, content in members(source):
        if name == sqlite.NAME:
            with sqlite.staged(content, is_older) as database:
                sqlite.take_over(database)
            return


def _refuse_foreign(manifest: Manifest) -> None:
    if manifest.format > FORMAT:
        raise BackupProblem(f"The backup was made by the newer Caruso {manifest.version}. Upgrade this one first.")
    if manifest.engine != connection.vendor:
        raise BackupProblem(
            f"The backup is of a {manifest.engine} database; this system uses {connection.vendor}. Nothing was changed."
        )
    known = _known_migrations()
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise BackupProblem(
            f"The backup was made by Caruso {manifest.version} and knows {unknown[0]}, which this one does not. "
            "Upgrade this one first. Nothing was changed."
        )


def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _holds_data() -> bool:
    people = get_user_model()
    if people._meta.db_table not in connection.introspection.table_names():
        return False
    try:
        return people._default_manager.exists()
    except DatabaseError:
        # An older schema; something is there.
        return True
