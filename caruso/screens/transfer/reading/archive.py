"""Is a zipped workbook safe to give to an XML parser? Asked before anything is unpacked."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from django.utils.translation import gettext_lazy as _

from .limits import (
    MAX_ARCHIVE_PARTS,
    MAX_PACKING_RATIO,
    MAX_PARSED_WHOLE_BYTES,
    MAX_UNPACKED_BYTES,
    PACKING_RATIO_MATTERS_FROM_BYTES,
)
from .problem import ReadingProblem

PROLOGUE_BYTES = 16 * 1024
ROOT_ELEMENT = re.compile(rb"<[A-Za-z_]")
ENCRYPTED = 0x1
READ_ROW_BY_ROW = "xl/worksheets/"
NEVER_READ = "xl/media/"


def check_archive(path: Path) -> None:
    """Raises ReadingProblem for a damaged or encrypted archive, a zip bomb, and XML with a document type.

    The sizes are those that the archive declares; `zipfile` never unpacks more of a part than it declares.
    A document type is refused because entities, which can multiply without end, are declared in one, and no
    spreadsheet program writes one.
    """
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_prologue(archive, part)
    except (BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as fault:
        raise ReadingProblem(_("The workbook is damaged and cannot be opened.")) from fault


def _check_sizes(parts: list[ZipInfo]) -> None:
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise ReadingProblem(_("The workbook is protected by a password. Remove the password and try again."))
    unpacked = sum(part.file_size for part in parts)
    held = sum(part.file_size for part in parts if not part.filename.startswith((READ_ROW_BY_ROW, NEVER_READ)))
    packed = max(1, sum(part.compress_size for part in parts))
    if (
        len(parts) > MAX_ARCHIVE_PARTS
        or unpacked > MAX_UNPACKED_BYTES
        or held > MAX_PARSED_WHOLE_BYTES
        or (unpacked > PACKING_RATIO_MATTERS_FROM_BYTES and unpacked / packed > MAX_PACKING_RATIO)
    ):
        raise ReadingProblem(_("The workbook is too large when unpacked. Save it as CSV and try again."))


def _check_prologue(archive: ZipFile, part: ZipInfo) -> None:
    with archive.open(part) as file:
        # UTF-16 hides the words from a search for bytes; without its zeros it does not.
        prologue = file.read(PROLOGUE_BYTES).replace(b"\0", b"")
    if b"<!DOCTYPE" in prologue or b"<!ENTITY" in prologue or not ROOT_ELEMENT.search(prologue):
        raise ReadingProblem(_("The workbook holds something no spreadsheet program writes, and was not opened."))
