"""One vCard property: its name, its types and its value as text."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .card_lines import PROPERTY, CardLine

PARAMETER = re.compile(r';([^=;:"]+)(?:=((?:"[^"]*"|[^;:"])*))?')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
NO_TYPE = frozenset({"PREF", "INTERNET", "VOICE", "X-INTERNET", "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"})
LEGACY = "cp1250"


@dataclass(frozen=True, slots=True)
class CardProperty:
    """`group` ties a property to its label (`item1.TEL`, `item1.X-ABLabel`); `types` are upper case, `raw` escaped."""

    number: int
    group: str
    name: str
    types: tuple[str, ...]
    raw: str

    @property
    def text(self) -> str:
        return unescape(self.raw).strip()

    def components(self) -> list[str]:
        """The parts of a structured value such as N or ADR."""
        return [unescape(part).strip() for part in split_escaped(self.raw, ";")]

    def items(self) -> list[str]:
        """The items of a list such as CATEGORIES."""
        return [item for part in split_escaped(self.raw, ",") if (item := unescape(part).strip())]


def parse_property(line: CardLine, encoding: str) -> CardProperty | None:
    """None when the line is no property, or its value is a picture or another binary.

    The value is decoded by its own CHARSET, else as UTF-8, else in the encoding of the file.
    """
    found = PROPERTY.match(line.text)
    if found is None:
        return None
    head = line.text[: found.start("name")]
    types: list[str] = []
    charset = ""
    quoted_printable = False
    for name, value in _parameters(found["parameters"]):
        if name == "CHARSET":
            charset = value
        elif (name == "ENCODING" and value.upper() in ("B", "BASE64")) or (
            value.upper() == "BASE64" and name in ("", "ENCODING")
        ):
            return None
        elif value.upper() == "QUOTED-PRINTABLE":
            quoted_printable = True
        elif name in ("", "TYPE"):
            types += [part for part in value.upper().split(",") if part not in NO_TYPE]
    octets = line.text[found.end() :].encode("latin-1", "replace")
    if quoted_printable:
        octets = quopri.decodestring(octets)
    text = _decoded(octets, charset, encoding).replace("\0", "")
    return CardProperty(line.number, head.rstrip(".").lower(), found["name"].upper(), tuple(types), text)


def split_escaped(value: str, separator: str) -> list[str]:
    """Split where the separator is not escaped by a backslash; the parts stay escaped."""
    if "\\" not in value:
        return value.split(separator)
    parts: list[str] = []
    current: list[str] = []
    escaped = False
    for character in value:
        if character == separator and not escaped:
            parts.append("".join(current))
            current = []
            continue
        escaped = character == "\\" and not escaped
        current.append(character)
    return [*parts, "".join(current)]


def unescape(value: str) -> str:
    if "\\" not in value:
        return value.replace("\r\n", "\n")
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    """Names in upper case and values; a bare vCard 2.1 parameter (`TEL;CELL:`) has no name."""
    for name, value in PARAMETER.findall(text):
        if value:
            yield name.strip().upper(), value.replace('"', "").strip()
        else:
            yield "", name.strip()


def _decoded(octets: bytes, charset: str, encoding: str) -> str:
    for codec in (charset, "utf-8", encoding if encoding not in ("utf-8", "utf-8-sig") else LEGACY):
        if not codec:
            continue
        try:
            return octets.decode(codec)
        except (LookupError, UnicodeError, ValueError):
            continue
    return octets.decode("utf-8", "replace")
