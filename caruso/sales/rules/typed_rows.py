"""The rows of a document as somebody typed them: lines, and headings between them.

Pure: what was posted becomes rows, and rows are moved, doubled and taken out, before anything is looked up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MOST_ROWS = 500
LINE, HEADING = "line", "heading"


@dataclass
class TypedRow:
    """One row: `key` names its inputs, `number` is that of the stored line, `text` what was typed in each cell."""

    key: str
    kind: str = LINE
    number: int | None = None
    text: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    repriced: bool = False

    def get(self, name: str) -> str:
        """What was typed in a cell."""
        return self.text.get(name, "")

    @property
    def is_heading(self) -> bool:
        return self.kind == HEADING

    @property
    def is_blank(self) -> bool:
        """A row in which nobody has written anything."""
        said = ("heading",) if self.is_heading else ("product", "find", "description", "details", "price", "sku")
        return not any(self.get(name).strip() for name in said)


@dataclass
class TypedRows:
    """Rows in their order. Keys count upwards and are never used twice on one page."""

    rows: list[TypedRow]
    next_key: int = 0

    @classmethod
    def posted(cls, keys: Iterable[str], given: Mapping[str, str], names: Iterable[str]) -> "TypedRows":
        """From the fields of a form: `keys` in order, and for each of them `<key>-<name>`."""
        wanted = (*names, "heading")
        rows: list[TypedRow] = []
        seen: set[str] = set()
        for key in keys:
            if not _is_key(key) or key in seen or len(rows) == MOST_ROWS:
                continue
            seen.add(key)
            number = given.get(f"{key}-number", "")
            kind = HEADING if given.get(f"{key}-kind") == HEADING else LINE
            text = {name: given.get(f"{key}-{name}", "").replace("\x00", "") for name in wanted}
            rows.append(TypedRow(key, kind, int(number) if _is_number(number) else None, text))
        return cls(rows, max((int(row.key[1:]) for row in rows), default=-1) + 1)

    def add(self, kind: str = LINE, text: Mapping[str, str] | None = None, *, at: int | None = None) -> TypedRow:
        """A new row, at the end unless said otherwise."""
        row = TypedRow(f"r{self.next_key}", kind, None, dict(text or {}))
        self.next_key += 1
        self.rows.insert(len(self.rows) if at is None else at, row)
        return row

    def do(self, verb: str, key: str) -> None:
        """Move a row up or down, double it, or take it out; a row that is not there stays so."""
        at = next((at for at, row in enumerate(self.rows) if row.key == key), None)
        if at is None:
            return
        if verb == "remove":
            del self.rows[at]
        elif verb == "double" and len(self.rows) < MOST_ROWS:
            self.add(self.rows[at].kind, self.rows[at].text, at=at + 1)
        elif verb in ("up", "down"):
            to = max(0, at - 1) if verb == "up" else at + 1
            self.rows.insert(to, self.rows.pop(at))


def _is_key(key: str) -> bool:
    return key[:1] == "r" and _is_number(key[1:])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15
