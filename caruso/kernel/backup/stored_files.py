"""The files under MEDIA_ROOT: written once under a name made of their content, never changed."""

import os
import shutil
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from caruso.kernel.backup.archive import CHUNK, ArchiveWriter
from caruso.kernel.backup.problem import BackupProblem

PREFIX = "files/"


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def present() -> set[Path]:
    return {path for path in _root().rglob("*") if path.is_file() and not path.name.endswith(".partial")}


def add_all(archive: ArchiveWriter) -> None:
    for path in sorted(present()):
        try:
            archive.add_file(PREFIX + path.relative_to(_root()).as_posix(), path)
        except FileNotFoundError:
            # Destroyed with its record since it was listed.
            continue


def put(name: str, content: BinaryIO) -> Path:
    """Write the archive's member `name` to its place, whole or not at all; returns the place."""
    place = (_root() / name.removeprefix(PREFIX)).resolve()
    if not place.is_relative_to(_root().resolve()):
        raise BackupProblem(f"The archive holds a file outside its own directory: {name}.")
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(f"{place.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(content, file, CHUNK)
        os.replace(partial, place)
    finally:
        partial.unlink(missing_ok=True)
    return place
