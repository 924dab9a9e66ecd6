"""The types of file that people may add, and how their content is told."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

#: What browsers send when they know no better.
UNDECLARED = {"", "application/octet-stream", "binary/octet-stream", "application/force-download"}
_HEAD = 4096
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body", b"<iframe")
_MOST_MEMBERS = 10_000


@dataclass(frozen=True)
class FileType:
    """A type of file: its endings, the content types it may be declared as (the first is the one it is served as)
    and the test of its content, which is given the first bytes and the file."""

    endings: tuple[str, ...]
    declared: tuple[str, ...]
    matches: Callable[[bytes, IO[bytes]], bool]

    @property
    def content_type(self) -> str:
        return self.declared[0]


def _begins(*signatures: bytes) -> Callable[[bytes, IO[bytes]], bool]:
    return lambda head, _file: head.startswith(signatures)


def _webp(head: bytes, _file: IO[bytes]) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_text(head: bytes, _file: IO[bytes]) -> bool:
    """Text in any encoding, as long as no browser could take it for a page."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    return b"\x00" not in head and not head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP)


def _text_beginning(*words: bytes) -> Callable[[bytes, IO[bytes]], bool]:
    return lambda head, file: _is_text(head, file) and head.lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(words)


def _mail(head: bytes, file: IO[bytes]) -> bool:
    name, colon, _rest = head.split(b"\n", 1)[0].partition(b":")
    is_header = bool(colon) and name.replace(b"-", b"").isalnum()
    return _is_text(head, file) and (is_header or head.startswith(b"From "))


def _members(file: IO[bytes]) -> list[str]:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()[:_MOST_MEMBERS]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def _zip(head: bytes, file: IO[bytes]) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and (bool(_members(file)) or head[:4] == b"PK\x05\x06")


def _office(folder: str) -> Callable[[bytes, IO[bytes]], bool]:
    def matches(head: bytes, file: IO[bytes]) -> bool:
        if not head.startswith(b"PK\x03\x04"):
            return False
        members = _members(file)
        return "[Content_Types].xml" in members and any(name.startswith(folder) for name in members)

    return matches


def _open_document(kind: bytes) -> Callable[[bytes, IO[bytes]], bool]:
    return lambda head, _file: (
        head.startswith(b"PK\x03\x04") and b"mimetypeapplication/vnd.oasis.opendocument." + kind in head[:200]
    )


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
TYPES = (
    FileType((".pdf",), ("application/pdf", "application/x-pdf"), _begins(b"%PDF-")),
    FileType((".png",), ("image/png",), _begins(b"\x89PNG\r\n\x1a\n")),
    FileType((".jpg", ".jpeg"), ("image/jpeg", "image/jpg", "image/pjpeg"), _begins(b"\xff\xd8\xff")),
    FileType((".gif",), ("image/gif",), _begins(b"GIF87a", b"GIF89a")),
    FileType((".webp",), ("image/webp",), _webp),
    FileType((".docx",), (f"{_OFFICE}wordprocessingml.document",), _office("word/")),
    FileType((".xlsx",), (f"{_OFFICE}spreadsheetml.sheet",), _office("xl/")),
    FileType((".pptx",), (f"{_OFFICE}presentationml.presentation",), _office("ppt/")),
    FileType((".odt",), (f"{_OPEN}text",), _open_document(b"text")),
    FileType((".ods",), (f"{_OPEN}spreadsheet",), _open_document(b"spreadsheet")),
    FileType((".txt",), ("text/plain",), _is_text),
    FileType((".csv",), ("text/csv", "text/plain", "application/csv", "application/vnd.ms-excel"), _is_text),
    FileType(
        (".vcf",),
        ("text/vcard", "text/x-vcard", "text/directory", "text/plain"),
        _text_beginning(b"BEGIN:VCARD"),
    ),
    FileType((".ics",), ("text/calendar", "text/plain"), _text_beginning(b"BEGIN:VCALENDAR")),
    FileType((".eml",), ("message/rfc822", "text/plain"), _mail),
    FileType((".zip",), ("application/zip", "application/x-zip-compressed"), _zip),
)
IMAGES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def type_by_ending(name: str) -> FileType | None:
    lowered = name.lower()
    return next((known for known in TYPES if lowered.endswith(known.endings)), None)


def content_matches(known: FileType, file: IO[bytes]) -> bool:
    """Whether the file holds what its type should; leaves it at its beginning."""
    file.seek(0)
    head = file.read(_HEAD)
    try:
        return known.matches(head, file)
    finally:
        file.seek(0)
