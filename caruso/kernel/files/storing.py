"""Where files are kept: under the SHA-256 of their content, written once and never changed."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings

_CHUNK = 1024 * 1024


def path_of(sha256: str) -> Path:
    return settings.MEDIA_ROOT / sha256[:2] / sha256[2:4] / sha256


def store(file: IO[bytes]) -> str:
    """Write the content safely to the disk and return its SHA-256.

    Comes before the row that speaks of the file: a crash in between leaves a file too many, never one too few.
    """
    root: Path = settings.MEDIA_ROOT
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, temporary = tempfile.mkstemp(dir=root, suffix=".partial")
    try:
        with os.fdopen(handle, "wb") as written:
            file.seek(0)
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
        path = path_of(digest.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
