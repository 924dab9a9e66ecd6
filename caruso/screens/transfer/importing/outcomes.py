"""What may become of a row."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

CREATED, UPDATED, UNCHANGED, MERGED = "created", "updated", "unchanged", "merged"
SKIPPED, LEFT_OUT = "skipped", "left_out"

LABELS: dict[str, Any] = {
    CREATED: _("created"),
    UPDATED: _("updated"),
    UNCHANGED: _("nothing new"),
    MERGED: _("joined with an earlier row"),
    SKIPPED: _("skipped"),
    LEFT_OUT: _("left out"),
}
TONES = {CREATED: "green", UPDATED: "blue", UNCHANGED: "gray", MERGED: "violet", SKIPPED: "amber", LEFT_OUT: "red"}


@dataclass
class Outcome:
    """What became of the row `number`. `messages` are (header or "", sentence) pairs; `match` is the record that it
    could go to, whatever becomes of it."""

    number: int
    outcome: str = LEFT_OUT
    record: int | None = None
    messages: list[tuple[str, str]] = field(default_factory=list)
    match: int | None = None

    def as_json(self) -> list[Any]:
        return [self.number, self.outcome, self.record, self.messages]
