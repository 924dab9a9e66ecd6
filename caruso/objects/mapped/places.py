"""Where a file with a database may be: in the folders that the administrator of the machine allows."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def allowed_file(path: str) -> Path:
    """The file of an SQLite database. Raises ValidationError for one outside the folders that are allowed."""
    try:
        file = Path(path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        file = Path()
    folders = [Path(folder).resolve() for folder in settings.MAPPED_FILES]
    # What is missing and what lies elsewhere get the same answer: it tells nothing of the files of this machine.
    if not any(file.is_relative_to(folder) for folder in folders) or not file.is_file() or _is_own(file):
        raise ValidationError(
            {
                "database": _(
                    "There is no such file in the folders allowed. Whoever runs this machine can allow one: CARUSO_MAPPED_FILES."
                )
            }
        )
    return file


def _is_own(file: Path) -> bool:
    """Whether this is Caruso's own database, which has doors of its own."""
    return any(
        str(one.get("NAME", "")).startswith("/") and Path(str(one["NAME"])).resolve() == file
        for one in (settings.DATABASES["default"],)
    )
