"""vCard lines put together again: folded lines, soft line breaks, and folding done wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .limits import MAX_CELL, MAX_LINE
from .lines import open_text

PROPERTY = re.compile(r"^(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):", re.ASCII)
KNOWN = frozenset(
    [
        "ADR",
        "AGENT",
        "ANNIVERSARY",
        "BDAY",
        "BEGIN",
        "BIRTHPLACE",
        "CALADRURI",
        "CALURI",
        "CATEGORIES",
        "CLASS",
        "CLIENTPIDMAP",
        "CREATED",
        "DEATHDATE",
        "DEATHPLACE",
        "EMAIL",
        "END",
        "EXPERTISE",
        "FBURL",
        "FN",
        "GENDER",
        "GEO",
        "GRAMGENDER",
        "HOBBY",
        "IMPP",
        "INTEREST",
        "KEY",
        "KIND",
        "LABEL",
        "LANG",
        "LANGUAGE",
        "LOGO",
        "MAILER",
        "MEMBER",
        "N",
        "NAME",
        "NICKNAME",
        "NOTE",
        "ORG",
        "PHOTO",
        "PRODID",
        "PROFILE",
        "PRONOUNS",
        "RELATED",
        "REV",
        "ROLE",
        "SOCIALPROFILE",
        "SORT-STRING",
        "SOUND",
        "SOURCE",
        "TEL",
        "TITLE",
        "TZ",
        "UID",
        "URL",
        "VERSION",
        "XML",
    ]
)
SKIPPED = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})


@dataclass(slots=True)
class CardLine:
    """A whole property line; `number` is that of its first line in the file."""

    number: int
    text: str
    broken: bool = False  # had to be put together by guessing, or was cut
    parts: list[str] = field(default_factory=list)


def card_lines(path: Path, encoding: str) -> Iterator[CardLine]:
    """Property lines of all cards in the file, as text in which each character stands for one byte.

    Bytes, because folding may cut a letter in two and every property may have its own charset; a UTF-16 file
    is turned into UTF-8 bytes first. Pictures and sounds are passed over without being kept.
    """
    current: CardLine | None = None
    size = 0
    soft = False
    for number, piece, begins in _pieces(path, encoding):
        text = piece.rstrip("\r\n")
        found = PROPERTY.match(text) if begins else None
        new = found is not None and _is_name(found["name"])
        if current is not None and (not begins or soft or text[:1] in (" ", "\t") or (text and not new)):
            folded = begins and text[:1] in (" ", "\t")
            current.broken |= begins and not folded and not soft and not _skipped(current)
            added = text[1:] if folded and not soft else text
            size += len(added)
            if soft and current.parts:
                current.parts[-1] = current.parts[-1][:-1]
            if _skipped(current):
                soft = False
                continue
            if size > MAX_CELL:
                current.broken = True
            else:
                current.parts.append(added)
        else:
            if current is not None:
                yield _whole(current)
            current = CardLine(number, text, parts=[text[:MAX_CELL]]) if new else None
            size = len(text)
        soft = current is not None and text.endswith("=") and "QUOTED-PRINTABLE" in current.text[:200].upper()
    if current is not None:
        yield _whole(current)


def _whole(line: CardLine) -> CardLine:
    line.text = line.text[:200] if _skipped(line) else "".join(line.parts)
    return line


def _skipped(line: CardLine) -> bool:
    found = PROPERTY.match(line.text[:1000])
    return found is not None and found["name"].upper() in SKIPPED


def _is_name(name: str) -> bool:
    upper = name.upper()
    return upper in KNOWN or upper.startswith("X-")


def _pieces(path: Path, encoding: str) -> Iterator[tuple[int, str, bool]]:
    """Pieces of at most MAX_LINE with the number of their line, and whether they begin it."""
    wide = encoding.startswith(("utf-16", "utf-32"))
    with open_text(path, encoding if wide else "latin-1") as file:
        number, begins = 1, True
        while piece := file.readline(MAX_LINE):
            if number == 1 and begins:
                piece = piece.removeprefix("\ufeff").removeprefix("ï»¿").lstrip()
            ends = piece.endswith(("\n", "\r"))
            yield number, piece.encode("utf-8", "replace").decode("latin-1") if wide else piece, begins
            begins = ends
            number += ends
