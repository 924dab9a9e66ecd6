"""The key that signs sessions and links; only in an archive when asked for."""

import os

from django.conf import settings

from caruso.kernel.backup.archive import ArchiveWriter

NAME = "secret_key"


def add(archive: ArchiveWriter) -> None:
    archive.add_bytes(NAME, settings.SECRET_KEY.encode())


def restore(content: bytes) -> None:
    """Put the key where the settings read it; the environment's CARUSO_SECRET_KEY still goes before it."""
    path = settings.VAR_DIR / "secret_key"
    partial = path.with_suffix(".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    os.replace(partial, path)
