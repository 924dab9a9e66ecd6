"""What a table and its columns are called, and what they are."""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from caruso.kernel.defining import OFFERED_KINDS
from caruso.kernel.labels import in_language
from caruso.objects.mapped.computed import as_it_would_be, problem_of
from caruso.objects.mapped.described import MappedBusinessObject
from caruso.objects.mapped.forms import codes, computed
from caruso.objects.mapped.forms.codes import Row
from caruso.objects.mapped.forms.labels import LANGUAGES, in_a_line, languages
from caruso.objects.mapped.guessing import fitting_kinds, guessed_label, guessed_title, leads_to, may_lead_to
from caruso.objects.mapped.introspection import MOST_VALUES, Column, Table, values_in
from caruso.objects.mapped.links import key_label, keys_offered
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.types import BINARY

LINKS = 2


@dataclass
class ColumnRow:
    """The inputs of one column; of a type that has no kind there are none."""

    column: Column
    fits: bool
    use: Any = None
    label: Any = None
    kind: Any = None
    number: int = 0
    codes: list[Row] = field(default_factory=list)
    found: str = ""

    @property
    def may_be_codes(self) -> bool:
        return "choice" in fitting_kinds(self.column)

    @property
    def is_binary(self) -> bool:
        return self.column.type == BINARY


class MappingForm(forms.Form):
    """`table` as it is now, `definition` as it was mapped, for one that is; `begun` is what was sent to go on with."""

    writable = forms.BooleanField(label=_("Records may be changed and added here"), required=False)
    in_search = forms.BooleanField(
        label=_("Found by the search of everything (Ctrl K)"),
        required=False,
        help_text=_("The source is asked apart and for a second at most; what takes longer is left out."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        connection: Connection,
        table: Table,
        definition: MappedObject | None = None,
        begun: Any = None,
    ) -> None:
        self.table, self.definition, self.connection = table, definition, connection
        self.others = [one for one in connection.objects_mapped.filter(archived_at=None) if one != definition]
        self._sent = data or begun
        self.codes = self._codes()
        self.found: dict[int, str] = {}
        super().__init__(data or None, initial=self._initial() if begun is None else begun.dict())
        for code in LANGUAGES:
            name = {"language": get_language_info(code)["name_translated"]}
            for part, label in (
                ("label", _("One record, in %(language)s")),
                ("plural", _("Several, in %(language)s")),
            ):
                self.fields[f"{part}_{code}"] = forms.CharField(
                    label=label % name, max_length=80, required=code == "en"
                )
        columns = [(column.name, column.name) for column in table.columns]
        keys = [(key.name, key.name) for key in table.numbering]
        if definition is None:
            self.fields["key_column"] = forms.ChoiceField(label=_("What tells the rows apart"), choices=keys)
            self.fields["key_column"].help_text = _about_keys(table)
        self.fields["title"] = forms.ChoiceField(label=_("Column that names a record"), choices=columns)
        for number, column in enumerate(table.columns):
            self._add_column(number, column)
        self.computed_count = computed.count_of(definition, self._sent)
        for number in range(self.computed_count):
            self.fields |= computed.inputs(number)
        offered = self._links_offered()
        for number in range(LINKS):
            self.fields[f"link_{number}"] = forms.ChoiceField(
                label=_("Belongs with"), required=False, choices=[("", _("nothing")), *offered.items()]
            )
            self.fields[f"link_by_{number}"] = forms.ChoiceField(
                label=_("by the column"), required=False, choices=[("", "—"), *columns]
            )

    def _links_offered(self) -> dict[str, str]:
        """What identifies records, and what is chosen already."""
        kept = {f"{one['target']}:{one['field']}": key_label(one) for one in (self.definition or MappedObject()).links}
        offered = {
            f"{screen.key}:{path}": f"{screen.label}: {label}"
            for screen, keys in keys_offered()
            for path, label in keys
        }
        return {**offered, **kept}

    def _add_column(self, number: int, column: Column) -> None:
        kinds: list[tuple[str, Any]] = [(kind, OFFERED_KINDS[kind]) for kind in fitting_kinds(column)]
        if not kinds:
            return
        kinds += [
            (one.key, _("link to %(object)s") % {"object": one.label})
            for one in self.others
            if may_lead_to(column, one)
        ]
        self.fields[f"use_{number}"] = forms.BooleanField(label=column.name, required=False)
        self.fields[f"label_{number}"] = forms.CharField(label=_("Label"), max_length=250, required=False)
        self.fields[f"kind_{number}"] = forms.ChoiceField(label=_("Kind"), choices=kinds)

    def _codes(self) -> dict[int, list[Row]]:
        if self._sent:
            return {number: codes.sent(self._sent, number) for number in range(len(self.table.columns))}
        kept = {one["column"]: one["codes"] for one in self.definition.fields} if self.definition else {}
        return {
            number: kept.get(column.name) or codes.with_values([], column.codes)
            for number, column in enumerate(self.table.columns)
        }

    def go_on(self, said: str) -> None:
        """Do what a button beside codes says: `fill:3`, `more:3`, `up:3:0`. Raises SourceAway."""
        step, number, place = [*said.split(":"), "", ""][:3]
        if not number.isdecimal() or int(number) not in self.codes:
            return
        rows = self.codes[int(number)]
        if step == "fill":
            self._fill(int(number))
        elif step == "more":
            self.codes[int(number)] = [*rows, {"value": "", "labels": {}}]
        elif place.isdecimal():
            self.codes[int(number)] = codes.moved(rows, step, int(place))

    def _fill(self, number: int) -> None:
        values = values_in(self.connection.open().alias, self.table, self.table.columns[number])
        self.codes[number] = codes.with_values(self.codes[number], values[:MOST_VALUES])
        count = {"count": MOST_VALUES}
        if len(values) > MOST_VALUES:
            self.found[number] = _("There are more than %(count)d different values; perhaps it is no list.") % count
        elif not values:
            self.found[number] = _("No row has a value in it.")

    @property
    def labels(self) -> list[Any]:
        return [self[f"{field}_{code}"] for code in LANGUAGES for field in ("label", "plural")]

    @property
    def rows(self) -> Iterator[ColumnRow]:
        for number, column in enumerate(self.table.columns):
            if f"use_{number}" in self.fields:
                inputs = [self[f"{part}_{number}"] for part in ("use", "label", "kind")]
                found = self.found.get(number, "")
                yield ColumnRow(column, True, *inputs, number, codes.shown(self.codes[number]), found)
            else:
                yield ColumnRow(column, False)

    @property
    def computed(self) -> Iterator[computed.ComputedRow]:
        """The attributes that follow from columns; of those that are kept also why they give nothing, if they do."""
        kept = [] if self.is_bound or self.definition is None else self.definition.computed
        described = self._as_it_is() if kept else None
        for number in range(self.computed_count):
            inputs = {part: self[f"computed_{part}_{number}"] for part in computed.PARTS}
            problem = problem_of(described, kept[number]["formula"]) if described and number < len(kept) else ""
            yield computed.ComputedRow(**inputs, problem=problem)

    @property
    def names(self) -> list[tuple[str, Any]]:
        """What formulas call the columns, and their labels; none yet for a table that is not mapped."""
        fields = self.definition.fields if self.definition else ()
        return [(one["name"], in_language(one["labels"])) for one in fields]

    def _as_it_is(self) -> MappedBusinessObject:
        """The object with those columns that the table has by now."""
        assert self.definition is not None
        there = {column.name for column in self.table.columns}
        now = copy(self.definition)
        now.fields = [one for one in self.definition.fields if one["column"] in there]
        return as_it_would_be(now)

    @property
    def links(self) -> list[tuple[Any, Any]]:
        return [(self[f"link_{number}"], self[f"link_by_{number}"]) for number in range(LINKS)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(LINKS):
            if bool(cleaned.get(f"link_{number}")) != bool(cleaned.get(f"link_by_{number}")):
                self.add_error(f"link_by_{number}", _("Say both: what it belongs with, and by which column."))
        for number in range(len(self.table.columns)):
            if cleaned.get(f"use_{number}") and not cleaned.get(f"label_{number}", "").strip():
                self.add_error(f"label_{number}", _("Please fill this in."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """As the verbs of `mapping` take them."""
        cleaned = self.cleaned_data
        fields = {}
        for number, column in enumerate(self.table.columns):
            if cleaned.get(f"use_{number}"):
                kind = cleaned[f"kind_{number}"]
                leads = kind.startswith("mapped.")
                fields[column.name] = {
                    "labels": languages(cleaned[f"label_{number}"]),
                    "kind": "relation" if leads else kind,
                    "target": kind if leads else "",
                    "codes": self.codes[number],
                }
        links = []
        for number in range(LINKS):
            if chosen := cleaned.get(f"link_{number}"):
                target, _colon, path = chosen.partition(":")
                links.append({"target": target, "field": path, "by": cleaned[f"link_by_{number}"]})
        return {
            "labels": {code: cleaned[f"label_{code}"] for code in LANGUAGES},
            "plurals": {code: cleaned[f"plural_{code}"] for code in LANGUAGES},
            "key_column": cleaned.get("key_column", ""),
            "title": cleaned["title"],
            "fields": fields,
            "computed": computed.chosen(cleaned, self.computed_count),
            "links": links,
            "writable": cleaned["writable"],
            "in_search": cleaned["in_search"],
        }

    def tell(self, problem: ValidationError) -> None:
        """Put what the verb refused beside the field that it is about."""
        messages = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
        for name, texts in messages.items():
            place = {"labels": "label_en", "plurals": "plural_en", "links": "link_0"}.get(name, name)
            if name.startswith("codes."):
                place = f"kind_{[column.name for column in self.table.columns].index(name.removeprefix('codes.'))}"
            self.add_error(place if place in self.fields else None, texts)

    def _initial(self) -> dict[str, Any]:
        found = _of_definition(self.definition, self.table) if self.definition else _guessed(self.table, self.others)
        return {**found, **computed.initial(self.definition)}


def _about_keys(table: Table) -> str:
    """What the administrator should know of the key that is proposed."""
    said: list[Any] = []
    if not table.keys:
        said.append(_("There is no key, as in a view: it is counted whether each value stands there once."))
    if table.numbering and not table.numbering[0].numbers:
        said.append(
            _(
                "Caruso gives each row a number of its own when it first shows it and remembers in its own database"
                " which is which, so you need not change anything in yours."
            )
        )
        if len(table.numbering[0].columns) > 1:
            said.append(_("Other tables cannot be linked to rows that are known by several columns together."))
        if table.numbering[0].may_be_empty:
            said.append(_("A row in which this is empty cannot be told from others and is left out."))
    return " ".join(map(str, said))


def _guessed(table: Table, others: list[MappedObject]) -> dict[str, Any]:
    plural = guessed_label(table.name)
    by_table = {one.table: one for one in others}
    keys = table.numbering
    found: dict[str, Any] = {
        "label_en": plural.removesuffix("s"),
        "plural_en": plural,
        "title": guessed_title([one for one in table.columns if not one.leads_to]),
        "key_column": keys[0].name if keys else "",
    }
    for number, column in enumerate(table.columns):
        found[f"use_{number}"] = not (keys and keys[0].numbers and column.name == keys[0].name)
        found[f"label_{number}"] = guessed_label(column.name)
        found[f"kind_{number}"] = next(iter(fitting_kinds(column)), "")
        target = by_table.get(column.leads_to)
        if target is not None and leads_to(column, target):
            found[f"kind_{number}"] = target.key
            found[f"label_{number}"] = guessed_label(re.sub(r"_(id|code|no|uuid)$", "", column.name))
    return found


def _of_definition(definition: MappedObject, table: Table) -> dict[str, Any]:
    columns = {one["name"]: one["column"] for one in definition.fields}
    by_column = {one["column"]: one for one in definition.fields}
    found: dict[str, Any] = {"title": columns.get(definition.title, ""), "writable": definition.writable}
    found["in_search"] = definition.in_search
    for code in LANGUAGES:
        found[f"label_{code}"] = definition.labels.get(code, "")
        found[f"plural_{code}"] = definition.plurals.get(code, "")
    for number, column in enumerate(table.columns):
        one = by_column.get(column.name)
        found[f"use_{number}"] = one is not None
        found[f"label_{number}"] = in_a_line(one["labels"]) if one else guessed_label(column.name)
        found[f"kind_{number}"] = next(iter(fitting_kinds(column)), "")
        if one:
            found[f"kind_{number}"] = one["target"] or one["kind"]
    for number, link in enumerate(definition.links[:LINKS]):
        found[f"link_{number}"] = f"{link['target']}:{link['field']}"
        found[f"link_by_{number}"] = columns.get(link["by"], "")
    return found
