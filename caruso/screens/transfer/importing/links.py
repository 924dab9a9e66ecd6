"""Other records found by the names or e-mail addresses that a file gives, or made where they are missing."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel import writing
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.kernel.text import fold_words, sort_key
from caruso.screens.description import Screen, screen_of
from caruso.screens.doors import may_see
from caruso.screens.matching.keys import Keyed, keyed_rules
from caruso.screens.matching.models import MatchKey
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

    def resolve_several(self, rows: list[Gathered]) -> None:
        """Set the fields that lead to several records to those there are; names that nobody has are told."""
        for name in {name for row in rows for name in row.several}:
            wanted = {text for row in rows if name in row.several for text in row.several[name][1]}
            known = self._find(self.screen.field(name), wanted)
            for row in rows:
                header, texts = row.several.get(name, ("", []))
                for text in texts:
                    if found := known.get(fold_words(text)):
                        row.values[name] = list(dict.fromkeys([*row.values.get(name, ()), found[0]]))
                    else:
                        row.messages.append((header, _("There is no “%(name)s”.") % {"name": text[:80]}))

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
            may_make, by_address = self._may_make(target), _by_address(target)
            named: list[Gathered] = []
            for row in missing:
                header, text = row.links[name]
                if may_make and not (by_address and "@" in text):
                    named.append(row)
                else:
                    row.messages.append((header, _("There is no “%(name)s”.") % {"name": text[:80]}))
            made = self._create(target, named, name) if named else {}
            told: set[int] = set()
            for row in named:
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
                records[folded] = target.model(**_named(target, text), owner_id=owner)
        writing.create(list(records.values()), by=self.user, kind="imported", data={"import": self.run})
        self.made += [(target.key, record.pk) for record in records.values()]
        self.known[name] = {**self.known[name], **{folded: [record.pk] for folded, record in records.items()}}
        return {folded: record.pk for folded, record in records.items()}

    def _find(self, field: Field, texts: set[str]) -> dict[str, list[int]]:
        """Numbers of visible records by folded title or e-mail address, the oldest first."""
        model: Any = business_object(field.target).model
        title = screen_of(field.target).title
        column = model.SORT_COLUMNS.get(title, title)
        keys = set(texts)
        if column != title:
            spelt = {form for text in texts for form in (text, fold_words(text), _by_last_word(text))}
            keys = {sort_key(form) for form in spelt}
        found: dict[str, list[int]] = {}
        records = model.objects.visible_to(self.user).filter(**{f"{column}__in": keys})
        for number, text in records.order_by("pk").values_list("pk", title):
            found.setdefault(fold_words(text), []).append(number)
        return found | self._find_by_address(screen_of(field.target), {text for text in texts if "@" in text})

    def _find_by_address(self, target: Screen, addresses: set[str]) -> dict[str, list[int]]:
        """The same for e-mail addresses, whichever of theirs it is; nothing where they are hidden from this person."""
        rule = _by_address(target)
        if not addresses or rule is None or not may_see(target, self.user, rule.rule.fields):
            return {}
        keys = {rule.key_of(one): one for one in addresses}
        holders = MatchKey.objects.listed(list(keys))
        numbers = {number for held in holders.values() for number in held}
        seen = set(target.model.objects.visible_to(self.user).filter(pk__in=numbers).values_list("pk", flat=True))
        found = {fold_words(keys[key]): [one for one in held if one in seen] for key, held in holders.items()}
        return {address: held for address, held in found.items() if held}


def _by_address(target: Screen) -> Keyed | None:
    """The rule by which records with the same e-mail address are found, where there is one."""
    return next((one for one in keyed_rules(target) if one.rule.how == "email"), None)


def _by_last_word(text: str) -> str:
    """As people are put in order: `Ewa Nowak` → `Nowak Ewa`."""
    first, _space, last = text.rpartition(" ")
    return f"{last} {first}".strip()


def _named(target: Screen, text: str) -> dict[str, str]:
    """The values of a new record that is called so; a person's name is kept in its parts."""
    if target.field(target.title).editable or "last_name" not in target.object.fields:
        return {target.title: text}
    first, _space, last = text.rpartition(" ")
    return {"first_name": first, "last_name": last}
