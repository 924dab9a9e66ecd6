"""The kinds of fields as they are offered: in groups, each with a sign and a line that says what it is for."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.defining import OFFERED_KINDS, is_offered


@dataclass(frozen=True)
class Offer:
    """`said` names what else may be said of a field of this kind."""

    kind: str
    icon: str
    explanation: Any
    said: tuple[str, ...] = ()

    @property
    def label(self) -> Any:
        return OFFERED_KINDS.get(self.kind, self.kind)


_BOUNDS = ("minimum", "maximum", "default", "unique")
_TEXT = ("pattern", "pattern_hint", "default", "unique")

GROUPS: list[tuple[Any, list[Offer]]] = [
    (
        _("Text"),
        [
            Offer("text", "type", _("A line: a name, a code, a remark."), _TEXT),
            Offer("long_text", "align-left", _("Several lines."), ("default",)),
            Offer("rich_text", "file-text", _("Several lines with headings, lists and links.")),
            Offer("email", "at-sign", _("Checked, and written to by a click."), ("default", "unique")),
            Offer("phone", "phone", _("Checked, and called by a click."), ("default", "unique")),
            Offer("url", "globe", _("Opened by a click."), ("default", "unique")),
            Offer("address", "map-pin", _("Street, town and country as one.")),
        ],
    ),
    (
        _("Numbers"),
        [
            Offer("integer", "hash", _("Pieces, years, counts."), _BOUNDS),
            Offer("decimal", "decimals-arrow-right", _("Measured values, with decimals."), _BOUNDS),
            Offer("money", "banknote", _("With its currency, compared in yours."), ("minimum", "maximum", "default")),
            Offer("percent", "percent", _("A part of the whole."), _BOUNDS),
            Offer("rating", "star", _("One to five stars."), ("default",)),
            Offer("duration", "timer", _("Hours and minutes: 1h 30m."), _BOUNDS),
        ],
    ),
    (
        _("Choices"),
        [
            Offer(
                "choice",
                "circle-dot",
                _("One of your list, with colours; can be the lanes of a board."),
                ("default", "unique"),
            ),
            Offer("choices", "list-checks", _("Several of your list."), ("default",)),
            Offer("yes_no", "toggle-left", _("A switch."), ("default",)),
        ],
    ),
    (
        _("Time"),
        [
            Offer("date", "calendar", _("A day; can be shown in a calendar."), _BOUNDS),
            Offer(
                "datetime", "calendar-clock", _("A day and an hour; can be shown in a calendar."), ("default", "unique")
            ),
        ],
    ),
    (
        _("Links"),
        [
            Offer(
                "relation",
                "link",
                _("A record of another object; each side shows the other."),
                ("target", "reverse", "unique"),
            ),
            Offer("person", "user", _("Somebody of your firm."), ("default", "unique")),
            Offer("file", "paperclip", _("One file, such as the signed contract.")),
            Offer("image", "image", _("One picture.")),
        ],
    ),
    (
        _("Computed"),
        [
            Offer(
                "formula", "square-function", _("Worked out from other fields of the record."), ("formula", "result")
            ),
            Offer("roll_up", "sigma", _("Counted or summed over related records."), ("roll_up",)),
        ],
    ),
]
ICONS = tuple(offer.icon for _group, offers in GROUPS for offer in offers)


def offered(kinds: Container[str] | None = None) -> Iterator[tuple[Any, list[Offer]]]:
    """What a field of an object may be, or what of it is among these kinds."""
    for label, offers in GROUPS:
        found = [one for one in offers if is_offered(one.kind) and (kinds is None or one.kind in kinds)]
        if found:
            yield label, found


def offer_of(kind: str) -> Offer:
    """The kind's entry; one that nobody described has only its name."""
    found = (offer for _group, offers in GROUPS for offer in offers if offer.kind == kind)
    return next(found, Offer(kind, "text-cursor-input", ""))
