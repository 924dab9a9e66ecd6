"""A base that was kept is brought up to date; one that the present code cannot continue is thrown away."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def bring_up_to_date() -> None:
    """Apply what is new. A base with migrations that no longer exist (renumbered before they landed) is removed first."""
    loader = MigrationLoader(connection)
    if gone := set(loader.applied_migrations) - set(loader.disk_migrations):
        app, name = sorted(gone)[0]
        remove(f"it has the migration {app}.{name}, which is no longer there")
    call_command("migrate", interactive=False, verbosity=0)


def remove(reason: str) -> None:
    """Leave an empty database."""
    print(f"  The base is built anew: {reason}.", flush=True)
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        connection.close()
