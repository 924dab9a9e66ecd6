"""`caruso backup FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caruso.kernel.backup import BackupProblem, write_backup


class Command(BaseCommand):
    help = "Write the database and all files into one archive, while people go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the archive to write, such as caruso.tar.gz")
        parser.add_argument("--replace", action="store_true", help="write over an archive of that name")
        parser.add_argument(
            "--with-secret-key",
            action="store_true",
            help="include the key that signs sessions and links; keep such an archive as safe as a password",
        )

    def handle(self, *, file: Path, replace: bool, with_secret_key: bool, **options: Any) -> None:
        try:
            manifest = write_backup(file, with_secret_key=with_secret_key, replace=replace)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows, files = sum(manifest.tables.values()), sum(name.startswith("files/") for name in manifest.checksums)
        size = file.stat().st_size / 1e6
        self.stdout.write(f"{file}: {rows} rows in {len(manifest.tables)} tables and {files} files, {size:.1f} MB")
