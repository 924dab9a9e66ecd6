"""Whether a file may come in."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from caruso.kernel.files.pictures import opens_as_picture
from caruso.kernel.files.types import IMAGES, TYPES, UNDECLARED, content_matches, type_by_ending

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST_NAME = 200


class Refused(ValidationError):
    """The file may not come in; the message says why and what would."""


@dataclass(frozen=True)
class CheckedFile:
    """A file whose ending, declared type and content agree."""

    file: IO[bytes]
    name: str
    content_type: str
    size: int


def checked(upload: "UploadedFile[Any]", *, only: Collection[str] = ()) -> CheckedFile:
    """The upload, if its type is one of the list (and of the content types in `only`), true and not too big.

    Raises Refused.
    """
    name, size = safe_name(upload.name or ""), upload.size or 0
    if size == 0:
        raise Refused(_("“%(name)s” is empty."), params={"name": name}, code="empty")
    if size > settings.ATTACHMENT_MAX_BYTES:
        raise Refused(
            _("“%(name)s” is too big; at most %(most)s fit."),
            params={"name": name, "most": filesizeformat(settings.ATTACHMENT_MAX_BYTES)},
            code="too_big",
        )
    known = type_by_ending(name)
    if known is None or (only and known.content_type not in only):
        raise Refused(
            _("Files like “%(name)s” are not taken; these are: %(endings)s."),
            params={"name": name, "endings": ", ".join(_endings(only))},
            code="type",
        )
    declared = (upload.content_type or "").split(";")[0].strip().lower()
    fits = declared in UNDECLARED or declared in known.declared
    file: Any = upload
    if not fits or not content_matches(known, file):
        raise Refused(_("“%(name)s” is not what its name says."), params={"name": name}, code="content")
    if known.content_type in IMAGES and not opens_as_picture(file):
        raise Refused(_("“%(name)s” is damaged or far too large a picture."), params={"name": name}, code="picture")
    return CheckedFile(file, name, known.content_type, size)


def safe_name(name: str) -> str:
    """The last part of a file name, without what systems cannot write."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(char for char in _UNFIT.sub(" ", name) if unicodedata.category(char) != "Cf")
    stem, dot, ending = " ".join(name.split()).strip(". ").rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{ending[:20]}"


def _endings(only: Collection[str]) -> list[str]:
    return [ending for known in TYPES if not only or known.content_type in only for ending in known.endings]
