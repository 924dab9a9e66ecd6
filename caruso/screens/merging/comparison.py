"""Records side by side, field by field, and what was chosen of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.numbers import number_from
from caruso.screens.cells import cell, piece
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields
from caruso.screens.links import Links, value_of
from caruso.screens.merging.values import UNITED, compared_fields, is_empty, items, propose, stored, unite


@dataclass(frozen=True)
class Offer:
    """Something that can be chosen: `token` is what the form sends for it."""

    token: str
    shown: SafeString
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One field of all records. `cells` hold what each record offers; `same` where they say one thing."""

    field: Field
    cells: list[list[Offer]]
    same: bool
    writable: bool

    @property
    def united(self) -> bool:
        return self.field.kind.name in UNITED

    @property
    def choosable(self) -> bool:
        return self.writable and (self.united or not self.same)


class Comparison:
    """Two to five records, the first of them the main one unless `data` (the posted form) says otherwise.

    Scalars are chosen by the number of the record (`job_title=12`), parts of lists by record and place (`tags=12-0`).
    """

    def __init__(self, screen: Screen, records: Sequence[Any], user: User, data: QueryDict | None = None) -> None:
        self.screen, self.user, self.data = screen, user, data
        self.records = list(records)
        chosen = data.get("main", "") if data else ""
        self.main = next((record for record in records if str(record.pk) == chosen), _fullest(screen, records))
        self.others = [record for record in records if record is not self.main]
        self.fields = compared_fields(screen, user)
        self._writable = set(editable_fields(screen, user))

    @cached_property
    def links(self) -> Links:
        return Links(self.user).collect(self.records, self.fields)

    @cached_property
    def rows(self) -> list[Row]:
        """Every field that any of the records says something in."""
        return [
            self._row(field)
            for field in self.fields
            if any(not is_empty(value_of(field, record)) for record in self.records)
        ]

    @property
    def numbers(self) -> str:
        return ",".join(str(record.pk) for record in self.records)

    def values(self) -> dict[str, Any]:
        """The values chosen, for the verb; without a posted form, those proposed."""
        if self.data is None:
            return propose(self.screen, self.main, self.others, self.user)
        chosen = {}
        for field in self.fields:
            if field.name in self._writable:
                chosen[field.name] = self._chosen(field, self.data)
        return chosen

    def versions(self) -> dict[int, int]:
        """The versions that the posted form was made from."""
        data = self.data or QueryDict()
        given = {record.pk: data.get(f"version-{record.pk}", "") for record in self.records}
        return {number: seen for number, text in given.items() if (seen := number_from(text)) is not None}

    def result(self) -> list[tuple[Field, SafeString]]:
        """The main record as it would be, without anything being written."""
        record = self.screen.model.objects.get(pk=self.main.pk)
        for name, value in self.values().items():
            record.put(name, value)
        record.derive()
        links = Links(self.user).collect([record], self.fields)
        return [(field, shown) for field in self.fields if (shown := cell(field, record, links))]

    def _chosen(self, field: Field, data: QueryDict) -> Any:
        if field.kind.name in UNITED:
            tokens = set(data.getlist(field.name))
            kept = [
                [
                    item
                    for place, item in enumerate(items(field, value_of(field, record)))
                    if f"{record.pk}-{place}" in tokens
                ]
                for record in [self.main, *self.others]
            ]
            if field.kind.name == "long_text":
                return unite(field, [text for texts in kept for text in texts])
            return unite(field, kept)
        number = data.get(field.name, "")
        source = next((record for record in self.records if str(record.pk) == number), self.main)
        return value_of(field, source)

    def _row(self, field: Field) -> Row:
        said = [stored(field, record) for record in self.records]
        same = all(one == said[0] for one in said)
        pick = self._pieces if field.kind.name in UNITED else self._whole
        return Row(field, [pick(field, record) for record in self.records], same, field.name in self._writable)

    def _whole(self, field: Field, record: Any) -> list[Offer]:
        value = value_of(field, record)
        if is_empty(value):
            return []
        chosen = self.values_chosen.get(field.name)
        return [Offer(str(record.pk), cell(field, record, self.links), chosen == record.pk)]

    def _pieces(self, field: Field, record: Any) -> list[Offer]:
        tokens = set(self.data.getlist(field.name)) if self.data is not None else None
        offers = []
        for place, item in enumerate(items(field, value_of(field, record))):
            token = f"{record.pk}-{place}"
            shown = format_html("{}", item) if field.kind.name == "long_text" else piece(field, item, self.links)
            offers.append(Offer(token, shown, tokens is None or token in tokens))
        return offers

    @cached_property
    def values_chosen(self) -> dict[str, int]:
        """The record whose value is chosen, for each field of which one is."""
        found = {}
        for field in self.fields:
            posted = self.data.get(field.name, "") if self.data else ""
            full = [record for record in [self.main, *self.others] if not is_empty(value_of(field, record))]
            source = next((record for record in full if str(record.pk) == posted), full[0] if full else self.main)
            found[field.name] = source.pk
        return found


def _fullest(screen: Screen, records: Sequence[Any]) -> Any:
    """The record that says most; the oldest of equals."""

    def said(record: Any) -> tuple[int, int]:
        kept = [field for field in screen.object.fields.values() if field.computed is None]
        filled = [field.name for field in kept if not is_empty(value_of(field, record))]
        return len(filled), -record.pk

    return max(records, key=said)
