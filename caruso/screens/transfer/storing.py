"""Files of imports and exports on the disk: private, under names that nobody can guess."""

import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caruso.screens.transfer.reading import ReadingProblem


def new_name() -> str:
    return secrets.token_hex(24)


def keep_import(pieces: Iterable[bytes]) -> tuple[str, int]:
    """Write the file to the folder of imports; its name there and its size.

    Raises ReadingProblem for a file that is too large.
    """
    folder: Path = settings.MEDIA_ROOT / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    name, size = new_name(), 0
    path = folder / name
    try:
        with path.open("xb") as written:
            path.chmod(0o600)
            for piece in pieces:
                size += len(piece)
                if size > settings.IMPORT_MAX_BYTES:
                    most = settings.IMPORT_MAX_BYTES // 1024**2
                    raise ReadingProblem(_("The file is larger than %(most)d MB."), most=most)
                written.write(piece)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return name, size
