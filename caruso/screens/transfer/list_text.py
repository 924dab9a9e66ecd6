"""List fields as text in one cell of a file, in a form that can be read back.

One value and its sort: `anna@firma.example (work); anna@home.example (home)`. Several parts: one entry a line, the parts
always in the same places: `Główna 5 | 00-001 | Warszawa | | Polska (billing)`. The primary entry comes first.
"""

import re
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.text import fold

NAMING = "type"
_SORT = re.compile(r"^(?P<rest>.*?)\s*\((?P<sort>[^()]*)\)$", re.DOTALL)


def text_of_entries(entries: list[dict[str, Any]], field: Field) -> str:
    """Empty for none."""
    ordered = sorted(entries or (), key=lambda entry: not entry.get("primary"))
    parts = _parts(field)
    glue = "\n" if len(parts) > 1 else "; "
    return glue.join(_entry_text(entry, field, parts) for entry in ordered)


def entries_from_text(text: str, field: Field) -> list[dict[str, Any]]:
    """Raw entries, to be parsed by the field; parts that cannot be told stay in the first."""
    parts = _parts(field)
    pieces = text.split("\n") if len(parts) > 1 else re.split(r"[;\n]", text)
    return [_entry(piece.strip(), field, parts) for piece in pieces if piece.strip()]


def _parts(field: Field) -> list[Field]:
    return [part for part in field.columns if part.name not in (NAMING, "primary")]


def _entry_text(entry: dict[str, Any], field: Field, parts: list[Field]) -> str:
    texts = [part.as_text(part.kind.load(entry.get(part.name))) for part in parts]
    shown = " | ".join(text.replace("|", "/").replace("\n", " ") for text in texts).rstrip(" |")
    sort = next((part for part in field.columns if part.name == NAMING and entry.get(NAMING)), None)
    return f"{shown} ({sort.choice_label(entry[NAMING])})" if sort else shown


def _entry(piece: str, field: Field, parts: list[Field]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    sort = next((part for part in field.columns if part.name == NAMING), None)
    if sort and (match := _SORT.match(piece)):
        known = {fold(str(word)): value for value, label in sort.choices for word in (value, label)}
        if found := known.get(fold(match["sort"].strip())):
            entry[NAMING], piece = found, match["rest"]
    texts = [text.strip() for text in piece.split("|")] if len(parts) > 1 else [piece]
    entry.update({part.name: text for part, text in zip(parts, texts, strict=False) if text})
    return entry
