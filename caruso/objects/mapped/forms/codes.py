"""The rows of the mapping page in which codes get their meaning."""

from collections.abc import Mapping, Sequence
from typing import Any

from caruso.objects.mapped.codes import LONGEST, MOST
from caruso.objects.mapped.forms.labels import LANGUAGES

Row = dict[str, Any]


def sent(posted: Any, number: int) -> list[Row]:
    """The rows of the column as they were sent; one without a code is one taken away."""
    columns = [posted.getlist(f"code-{number}-{part}") for part in ("value", *LANGUAGES, "colour")]
    rows = []
    for value, *labels, colour in list(zip(*columns, strict=False))[:MOST]:
        if value.strip():
            said = {code: " ".join(label.split())[:80] for code, label in zip(LANGUAGES, labels, strict=True)}
            rows.append({"value": value.strip()[:LONGEST], "labels": said, "colour": colour})
    return rows


def with_values(rows: Sequence[Row], values: Sequence[str]) -> list[Row]:
    """The rows, and behind them one for each value that has none yet."""
    known = {row["value"] for row in rows}
    return [*rows, *({"value": value, "labels": {"en": value}} for value in values if value not in known)]


def moved(rows: Sequence[Row], step: str, place: int) -> list[Row]:
    """The rows after a button beside one was pressed where no script is there to do it."""
    changed = list(rows)
    if not 0 <= place < len(changed):
        return changed
    row = changed.pop(place)
    if step != "drop":
        changed.insert(max(0, place + (-1 if step == "up" else 1)), row)
    return changed


def shown(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """As the page lists them."""
    return [
        {
            "value": row["value"],
            "labels": [(code, row["labels"].get(code, "")) for code in LANGUAGES],
            "colour": row.get("colour", ""),
        }
        for row in rows
    ]
