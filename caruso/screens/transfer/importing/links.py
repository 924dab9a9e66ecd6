"""Other records found by the names that a file gives, or made where they are missing."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel import writing
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.kernel.text import fold_words, sort_key
from caruso.screens.description import Screen, screen_of
from caruso.screens.transfer.importing.gathering import Gathered


@dataclass
class Links:
    """The links of the rows of one chunk: found among what the person sees, made on demand, all in bulk."""

    screen: Screen
    user: User
    run: int
    make: bool
    known: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    made: list[tuple[str, int]] = field(default_factory=list)

    def resolve(self, rows: list[Gathered]) -> None:
        """Set the links that lead to existing records. One query for each field with names in it."""
        for name in {name for row in rows for name in row.links}:
            wanted = {row.links[name][1] for row in rows if name in row.links}
            self.known[name] = self._find(self.screen.field(name), wanted)
            for row in rows:
                if name in row.links and (numbers := self.known[name].get(fold_words(row.links[name][1]))):
                    row.values[name] = numbers[0]

    def is_same(self, row: Gathered, name: str, number: int | None) -> bool:
        """Whether the record that is linked already has the name that the row gives."""
        return name in row.links and number in self.known[name].get(fold_words(row.links[name][1]), ())

    def make_missing(self, rows: list[Gathered]) -> None:
        """Make the records that these rows name and nobody has; where that may not be, say so."""
        for name in {name for row in rows for name in row.links}:
            missing = [row for row in rows if name in row.links and name not in row.values]
            if not missing:
                continue
            target = screen_of(self.screen.field(name).target)
            if not self._may_make(target):
                for row in missing:
                    header, text = row.links[name]
                    row.messages.append((header, _("There is no “%(name)s”.") % {"name": text[:80]}))
                continue
            made = self._create(target, missing, name)
            told: set[int] = set()
            for row in missing:
                header, text = row.links[name]
                row.values[name] = number = made[fold_words(text)]
                if number not in told:
                    told.add(number)
                    row.messages.append((header, _("“%(name)s” is new.") % {"name": text[:80]}))

    def _may_make(self, target: Screen) -> bool:
        return self.make and self.user.access.may(target.key, "create")

    def _create(self, target: Screen, rows: list[Gathered], name: str) -> dict[str, int]:
        records: dict[str, Any] = {}
        for row in rows:
            text = row.links[name][1]
            if (folded := fold_words(text)) not in records:
                owner = row.values.get("owner") or self.user.pk
                records[folded] = target.model(**{target.title: text}, owner_id=owner)
        writing.create(list(records.values()), by=self.user, kind="imported", data={"import": self.run})
        self.made += [(target.key, record.pk) for record in records.values()]
        self.known[name] = {**self.known[name], **{folded: [record.pk] for folded, record in records.items()}}
        return {folded: record.pk for folded, record in records.items()}

    def _find(self, field: Field, texts: set[str]) -> dict[str, list[int]]:
        """Numbers of visible records by folded title, the oldest first."""
        model: Any = business_object(field.target).model
        title = screen_of(field.target).title
        column = model.SORT_COLUMNS.get(title, title)
        keys = set(texts)
        if column != title:
            keys = {sort_key(text) for text in texts} | {sort_key(fold_words(text)) for text in texts}
        found: dict[str, list[int]] = {}
        records = model.objects.visible_to(self.user).filter(**{f"{column}__in": keys})
        for number, text in records.order_by("pk").values_list("pk", title):
            found.setdefault(fold_words(text), []).append(number)
        return found
