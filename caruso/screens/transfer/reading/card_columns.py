"""A card as a flat row, under the headers that Google Contacts uses where it has them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from .card_properties import CardProperty
from .limits import MAX_REPEATS

NAME_PARTS = ("Last Name", "First Name", "Middle Name", "Name Prefix", "Name Suffix")
ADDRESS_PARTS = ("PO Box", "Extended Address", "Street", "City", "Region", "Postal Code", "Country")
SINGLE = {
    "NICKNAME": "Nickname",
    "TITLE": "Title",
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
    "X-ANNIVERSARY": "Anniversary",
    "LANG": "Language",
    "X-SPOUSE": "Spouse",
    "HOBBY": "Hobby",
    "UID": "UID",
}
NUMBERED = {
    "EMAIL": "E-mail",
    "TEL": "Phone",
    "URL": "Website",
    "X-SOCIALPROFILE": "Social Profile",
    "SOCIALPROFILE": "Social Profile",
    "IMPP": "IM",
}
NETWORKS = {"LINKEDIN": "LinkedIn", "FACEBOOK": "Facebook", "TWITTER": "X", "X": "X"}
FIRST = (*NAME_PARTS, "Full Name", "Nickname", "Organization", "Department", "Title")
LAST = (
    "LinkedIn",
    "Facebook",
    "X",
    "Birthday",
    "Anniversary",
    "Spouse",
    "Hobby",
    "Language",
    "Categories",
    "Notes",
    "UID",
)
NUMBERED_ORDER = ("E-mail", "Phone", "Address", "Website", "Social Profile", "IM")
PARTS_ORDER = ("Value", *ADDRESS_PARTS, "Type")
APPLE_LABEL = re.compile(r"^_\$!<(.*)>!\$_$")
COMPACT_DATE = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T.*)?$")
YEARLESS_DATE = re.compile(r"^--?(\d{2})-?(\d{2})$")


class FlatCard(dict[str, str]):
    """Cells by header; `left_out` counts what there was no room for."""

    left_out = 0


def flatten(properties: Sequence[CardProperty]) -> FlatCard:
    labels = {
        found.group: APPLE_LABEL.sub(r"\1", found.text)
        for found in properties
        if found.name == "X-ABLABEL" and found.group
    }
    cells = FlatCard()
    counts: Counter[str] = Counter()
    full_name = ""
    for found in properties:
        match found.name:
            case "N":
                _put_parts(cells, NAME_PARTS, found.components())
            case "FN":
                full_name = full_name or found.text
            case "ORG":
                _put_parts(cells, ("Organization", "Department"), found.components())
            case "ADR":
                _put_address(cells, counts, found, labels)
            case "NOTE":
                _append(cells, "Notes", found.text, "\n")
            case "CATEGORIES":
                _append(cells, "Categories", "; ".join(found.items()), "; ")
            case "X-ABDATE" if "anniversary" in labels.get(found.group, "").lower():
                cells.setdefault("Anniversary", iso_date(found.text))
            case "X-ABRELATEDNAMES" | "RELATED" if _is_spouse(found, labels):
                cells.setdefault("Spouse", found.text)
            case name if name in SINGLE:
                value = iso_date(found.text) if name in ("BDAY", "ANNIVERSARY", "X-ANNIVERSARY") else found.text
                if value:
                    cells.setdefault(SINGLE[name], value)
            case "X-SOCIALPROFILE" | "SOCIALPROFILE" if network := _network(found):
                cells.setdefault(network, found.text)
            case name if name in NUMBERED:
                _put_numbered(cells, counts, found, labels)
    if full_name and not cells.get("First Name") and not cells.get("Last Name"):
        cells["Full Name"] = full_name
    return cells


def ordered(headers: Iterable[str]) -> list[str]:
    """Name first, then e-mails, phones and so on, each with its parts together."""
    return sorted(headers, key=_place)


def iso_date(text: str) -> str:
    """19840131 and 1984-01-31T00:00:00Z become 1984-01-31; --0131, a birthday without its year, --01-31."""
    if compact := COMPACT_DATE.match(text):
        return "-".join(compact.groups())
    if yearless := YEARLESS_DATE.match(text):
        return "--" + "-".join(yearless.groups())
    return re.sub(r"^(\d{4}-\d{2}-\d{2})T.*$", r"\1", text)


def _place(header: str) -> tuple[int, int, int, int]:
    if header in FIRST:
        return 0, FIRST.index(header), 0, 0
    if header in LAST:
        return 2, LAST.index(header), 0, 0
    numbered, part = header.split(" - ")
    kind, number = numbered.rsplit(" ", 1)
    return 1, NUMBERED_ORDER.index(kind), int(number), PARTS_ORDER.index(part)


def _put_parts(cells: FlatCard, headers: Sequence[str], parts: Sequence[str]) -> None:
    for header, part in zip(headers, parts, strict=False):
        if part:
            cells.setdefault(header, part)


def _put_address(cells: FlatCard, counts: Counter[str], found: CardProperty, labels: dict[str, str]) -> None:
    parts = {name: part for name, part in zip(ADDRESS_PARTS, found.components(), strict=False) if part}
    if parts and (start := _next(cells, counts, "Address")):
        for name, part in parts.items():
            cells[f"{start} - {name}"] = part
        cells[f"{start} - Type"] = _type_of(found, labels)


def _put_numbered(cells: FlatCard, counts: Counter[str], found: CardProperty, labels: dict[str, str]) -> None:
    value = re.sub(r"^(mailto|tel|x-apple):", "", found.text, flags=re.IGNORECASE)
    if value and (start := _next(cells, counts, NUMBERED[found.name])):
        cells[f"{start} - Value"] = value
        cells[f"{start} - Type"] = _type_of(found, labels)


def _next(cells: FlatCard, counts: Counter[str], kind: str) -> str | None:
    if counts[kind] >= MAX_REPEATS:
        cells.left_out += 1
        return None
    counts[kind] += 1
    return f"{kind} {counts[kind]}"


def _append(cells: FlatCard, header: str, text: str, between: str) -> None:
    if text:
        cells[header] = f"{cells[header]}{between}{text}" if header in cells else text


def _type_of(found: CardProperty, labels: dict[str, str]) -> str:
    """The user's own label, else the types in words: "Work", "Mobile", "Home Fax"."""
    if found.group in labels:
        return labels[found.group]
    words = ["Mobile" if kind in ("CELL", "IPHONE") else kind.removeprefix("X-").capitalize() for kind in found.types]
    return " ".join(dict.fromkeys(words))


def _network(found: CardProperty) -> str | None:
    return next((NETWORKS[kind] for kind in found.types if kind in NETWORKS), None)


def _is_spouse(found: CardProperty, labels: dict[str, str]) -> bool:
    return "SPOUSE" in found.types or "spouse" in labels.get(found.group, "").lower()
