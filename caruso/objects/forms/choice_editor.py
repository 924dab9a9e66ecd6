"""The choices of a field, a row each with its labels, colour and whether it is still offered."""

from collections.abc import Mapping, Sequence
from typing import Any

from caruso.objects.forms.labels import LANGUAGES

MOST = 500


class ChoiceEditor:
    """What was posted, or else the choices that are known. Those that are only `proposed` can be taken out."""

    def __init__(self, posted: Any, known: Sequence[Mapping[str, Any]], *, proposed: bool = False) -> None:
        self.posted, self.known, self.proposed = posted, known, proposed

    @property
    def rows(self) -> list[dict[str, Any]]:
        if self.posted is not None:
            return self._posted_rows()
        return [
            {"labels": [(code, one["labels"].get(code, "")) for code in LANGUAGES], "value": one["value"],
             "colour": one.get("colour", ""), "archived": bool(one.get("archived"))}
            for one in self.known
        ]  # fmt: skip

    @property
    def blank_rows(self) -> list[dict[str, Any]]:
        """Rows to begin with where there are none, and the one that is copied for another."""
        blank = {"labels": [(code, "") for code in LANGUAGES], "value": "", "colour": "", "archived": False}
        return [*([{**blank, "fresh": True}] * (0 if self.rows else 3)), blank]

    @property
    def said(self) -> list[dict[str, Any]]:
        """The choices that were posted; rows without a label are none."""
        found = []
        for one in self._posted_rows() if self.posted is not None else []:
            labels = {code: label for code, label in one["labels"] if label}
            if labels:
                kept = {name: one[name] for name in ("value", "colour", "archived") if one[name]}
                found.append({**kept, "labels": labels})
        return found

    def _posted_rows(self) -> list[dict[str, Any]]:
        columns = [self.posted.getlist(f"choice-{name}") for name in (*LANGUAGES, "value", "colour", "archived")]
        rows = []
        for *labels, value, colour, archived in list(zip(*columns, strict=False))[:MOST]:
            named = [(code, " ".join(label.split())[:80]) for code, label in zip(LANGUAGES, labels, strict=True)]
            rows.append({"labels": named, "value": value, "colour": colour, "archived": archived == "yes"})
        return rows
