"""What a table and its columns are called, and what they are."""

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
from caruso.objects.mapped.forms.beginning import LINKS, about_keys, guessed, of_definition
from caruso.objects.mapped.forms.codes import Row
from caruso.objects.mapped.forms.labels import LANGUAGES, languages
from caruso.objects.mapped.guessing import fitting_kinds, may_lead_to
from caruso.objects.mapped.introspection import MOST_VALUES, Column, Table, values_in
from caruso.objects.mapped.links import key_label, keys_offered
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.types import BINARY


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
    found: Any = ""

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
        self.found: dict[int, Any] = {}
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
            self.fields["key_column"].help_text = about_keys(table)
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
                inputs = {part: self[f"{part}_{number}"] for part in ("use", "label", "kind")}
                rows, found = codes.shown(self.codes[number]), self.found.get(number, "")
                yield ColumnRow(column, True, **inputs, number=number, codes=rows, found=found)
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
        found = of_definition(self.definition, self.table) if self.definition else guessed(self.table, self.others)
        return {**found, **computed.initial(self.definition)}
