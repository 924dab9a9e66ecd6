"""What sort of file it is, by what is in it."""

import codecs
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from .encoding import wide_without_mark
from .problem import ReadingProblem


class Kind(StrEnum):
    DELIMITED = "csv"
    WORKBOOK = "xlsx"
    CARDS = "vcard"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
TEXT_CONTROLS = b"\t\n\r\f\x0b\x1a\x1b\x00"
BINARY = bytes(code for code in range(32) if code not in TEXT_CONTROLS)
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def detect_kind(path: Path) -> Kind:
    """Raises ReadingProblem for an empty file and for what is no table of any kind we read."""
    with path.open("rb") as file:
        head = file.read(8192)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise ReadingProblem(_("The file is empty."))
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _packed(path)
    if head.startswith(OLE):
        raise _old_office(path, head)
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            raise _not_a_table(name)
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:100].upper()
    if start.startswith(b"BEGIN:VCARD"):
        return Kind.CARDS
    if start.startswith((b"<!DOCTYPE", b"<HTML", b"<TABLE", b"<?XML")):
        raise _not_a_table("HTML / XML")
    wide = head.startswith(WIDE_MARKS) or wide_without_mark(head)
    if not wide and len(head.translate(None, BINARY)) < 0.95 * len(head):
        raise ReadingProblem(_("This is not a text file, an Excel workbook or a vCard."))
    return Kind.DELIMITED


def _packed(path: Path) -> Kind:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as fault:
        raise ReadingProblem(_("The workbook is damaged and cannot be opened.")) from fault
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return Kind.WORKBOOK
    raise _not_a_table("ZIP")


def _old_office(path: Path, head: bytes) -> ReadingProblem:
    """Excel keeps a workbook with a password, and every workbook of before 2007, in an OLE container."""
    directory = (int.from_bytes(head[48:52], "little") + 1) * 512
    with path.open("rb") as file:
        file.seek(min(directory, path.stat().st_size))
        entries = file.read(4096)
    if "EncryptedPackage".encode("utf-16-le") in entries:
        return ReadingProblem(_("The workbook is protected by a password. Remove the password and try again."))
    return ReadingProblem(_("This is an old Excel file (.xls). Save it as .xlsx or CSV and try again."))


def _not_a_table(name: str) -> ReadingProblem:
    return ReadingProblem(_("This file is of the kind %(kind)s. Choose a CSV, Excel (.xlsx) or vCard file."), kind=name)
