"""Collects the static files once per change of any of them."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.management import call_command

from caruso.kernel.serving.storage import HashedStaticFiles


def collect_static_files() -> bool:
    """Hash and compress all static files into STATIC_ROOT; False if they are there already."""
    stamp = Path(settings.STATIC_ROOT) / "sources.digest"
    digest = _digest_of_sources()
    if stamp.exists() and stamp.read_text() == digest:
        return False
    command = CollectStatic()
    command.storage = HashedStaticFiles()
    call_command(command, interactive=False, verbosity=0)
    stamp.write_text(digest)
    return True


def _digest_of_sources() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
