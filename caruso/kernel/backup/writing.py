"""Making a backup while people work."""

from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from caruso import __version__
from caruso.kernel.backup import postgres_dump, secret_key, sqlite, stored_files
from caruso.kernel.backup.archive import ArchiveWriter
from caruso.kernel.backup.manifest import FORMAT, Manifest
from caruso.kernel.backup.problem import BackupProblem, disk_problems

Snapshot = Callable[[ArchiveWriter, Manifest], None]

SNAPSHOTS: dict[str, Snapshot] = {"sqlite": sqlite.snapshot, "postgresql": postgres_dump.snapshot}


def write_backup(target: Path, with_secret_key: bool = False, replace: bool = False) -> Manifest:
    """Write database and files into `target`. Raises BackupProblem, and then leaves no file.

    Files are written once under their content's hash, and before the row that names them; so those copied
    after the snapshot hold everything that the snapshot speaks of.
    """
    if target.exists() and not replace:
        raise BackupProblem(f"{target} exists already. Choose another name.")
    manifest = Manifest(
        format=FORMAT,
        version=__version__,
        engine=connection.vendor,
        made_at=timezone.now().isoformat(timespec="seconds"),
        migrations=sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations()),
        tables={},
    )
    with disk_problems(target), ArchiveWriter(target) as archive:
        SNAPSHOTS[connection.vendor](archive, manifest)
        stored_files.add_all(archive)
        if with_secret_key:
            secret_key.add(archive)
        archive.finish(manifest)
    return manifest
