"""Values of records as a file holds them."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.doors import offered_fields, visible_fields
from caruso.screens.links import Links, link_number, link_numbers
from caruso.screens.transfer.importing.guessing import NUMBER_HEADER
from caruso.screens.transfer.list_text import text_of_entries
from caruso.screens.transfer.spreadsheet_safety import safe_text

NUMBERS = ("integer", "decimal", "percent", "money", "duration", "rating")


class ExportColumns:
    """The columns of one export, the record's number first; what is hidden from the person is left out."""

    def __init__(self, screen: Screen, user: User, names: Sequence[str]) -> None:
        self.screen, self.user = screen, user
        self.fields: list[Field] = [screen.field(name) for name in visible_fields(screen, user, list(names))]

    @property
    def headers(self) -> list[str]:
        labels = [str(field.label) for field in self.fields]
        return [NUMBER_HEADER, *(label[:1].upper() + label[1:] for label in labels)]

    @property
    def read(self) -> set[str]:
        """The model's columns that must be read."""
        names = {"id"}
        for field in self.fields:
            names.update(field.read_from)
        return names

    def links(self, records: Sequence[Any]) -> Links:
        """The titles that these records lead to, read at once."""
        return Links(self.user).collect(records, self.fields)

    def texts(self, record: Any, links: Links) -> list[str]:
        """The cells of one record for a spreadsheet; numbers and dates plain, texts never a formula."""
        cells = [str(record.pk)]
        for field in self.fields:
            text = self._text(field, record, links)
            cells.append(text if field.kind.name in NUMBERS else safe_text(text))
        return cells

    def as_json(self, record: Any, links: Links) -> dict[str, Any]:
        """One record as JSON keeps it; links as number and title."""
        found: dict[str, Any] = {"id": record.pk}
        for field in self.fields:
            if field.kind.family == "link":
                number = link_number(record, field)
                title = links.title(field.target, number) if number else None
                found[field.name] = {"id": number, "title": title} if number and title is not None else None
            elif field.kind.family == "records":
                found[field.name] = [{"id": number, "title": title} for number, title in _named(field, record, links)]
            else:
                found[field.name] = field.kind.dump(field.value_of(record))
        return found

    def _text(self, field: Field, record: Any, links: Links) -> str:
        if field.kind.family == "link":
            number = link_number(record, field)
            return (links.title(field.target, number) or "") if number else ""
        value = field.value_of(record)
        if value in (None, "", []):
            return ""
        if field.kind.family == "records":
            return "; ".join(title for _number, title in _named(field, record, links))
        if field.kind.family == "entries":
            return text_of_entries(value, field)
        if field.kind.name == "datetime":
            return timezone.localtime(value).isoformat(timespec="seconds")
        return field.as_text(value)


def _named(field: Field, record: Any, links: Links) -> list[tuple[int, str]]:
    """Where a field with several links leads, as far as the person sees it."""
    named = [(number, links.title(field.target, number)) for number in link_numbers(record, field)]
    return [(number, title) for number, title in named if title is not None]


def all_fields(screen: Screen, user: User) -> list[str]:
    """Every field that this person may choose, in the order of the form, then the rest."""
    named = [name for section in screen.form_sections() for name in section.fields]
    offered = offered_fields(screen, user)
    return [name for name in dict.fromkeys([*named, *offered]) if name in offered]
