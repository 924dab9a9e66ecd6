"""`caruso restore FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caruso.kernel.backup import BackupProblem, restore_backup


class Command(BaseCommand):
    help = "Put a backup's database and files in place of what is here; an older backup is brought up to date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="an archive that `caruso backup` wrote")
        parser.add_argument("--replace", action="store_true", help="even if there is data here already; it is lost")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            manifest = restore_backup(file, replace=replace)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(manifest.tables.values())
        self.stdout.write(f"Restored {rows} rows in {len(manifest.tables)} tables as of {manifest.made_at}.")
