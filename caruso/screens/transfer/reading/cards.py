"""Reading vCard 2.1, 3.0 and 4.0, mixed as they come."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .card_columns import FlatCard, flatten, ordered
from .card_lines import card_lines
from .card_properties import CardProperty, parse_property
from .limits import MAX_CARD_PROPERTIES
from .problem import ReadingProblem
from .row import SourceRow


@dataclass(slots=True)
class Card:
    """What stands between BEGIN:VCARD, on line `number`, and END:VCARD."""

    number: int
    properties: list[CardProperty] = field(default_factory=list)
    problems: list[ReadingProblem] = field(default_factory=list)

    def note(self, text: object, **values: object) -> None:
        self.problems.append(ReadingProblem(text, self.number, None, **values))


@dataclass(frozen=True)
class Cards:
    path: Path
    encoding: str
    headers: list[str]

    def rows(self, start_at: int = 1) -> Iterator[SourceRow]:
        """A row for each card that begins on line `start_at` or later and has any text."""
        for card, cells in _flat_cards(self.path, self.encoding):
            if card.number >= start_at and cells:
                row = {header: cells.get(header, "") for header in self.headers}
                yield SourceRow(card.number, row, tuple(card.problems))


def open_cards(path: Path, encoding: str) -> Cards:
    """Reads the file through once to learn which columns its cards need. Raises ReadingProblem if it has no card."""
    headers: dict[str, None] = {}
    for _card, cells in _flat_cards(path, encoding):
        headers.update(dict.fromkeys(cells))
    if not headers:
        raise ReadingProblem(_("The file holds no contact."))
    return Cards(path, encoding, ordered(headers))


def _flat_cards(path: Path, encoding: str) -> Iterator[tuple[Card, FlatCard]]:
    for card in _cards(path, encoding):
        cells = flatten(card.properties)
        if cells.left_out:
            card.note(_("Values of this card that did not fit and were left out: %(count)d."), count=cells.left_out)
        if any("\ufffd" in text for text in cells.values()):
            card.note(_("Some characters cannot be read in this encoding."))
        yield card, cells


def _cards(path: Path, encoding: str) -> Iterator[Card]:
    card: Card | None = None
    for line in card_lines(path, encoding):
        found = parse_property(line, encoding)
        if found is not None and found.name == "BEGIN":
            if card is not None:
                card.note(_("The card is not closed."))
                yield card
            card = Card(line.number)
        elif card is None:
            continue
        elif found is not None and found.name == "END":
            yield card
            card = None
        else:
            if line.broken:
                card.note(_("A line of this card was broken and may be incomplete."))
            if found is not None and len(card.properties) < MAX_CARD_PROPERTIES:
                card.properties.append(found)
    if card is not None:
        card.note(_("The card is not closed."))
        yield card
