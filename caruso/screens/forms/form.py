"""A form made from a description: what was typed stays, and each mistake is told beside its field."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst

from caruso.kernel.fields import Field
from caruso.kernel.models import Team, User
from caruso.screens.description import Screen, screen_of
from caruso.screens.doors import editable_fields, visible_fields
from caruso.screens.links import Links, link_number
from caruso.screens.validation import validate_together

WIDE = {"long_text", "entries", "choices", "tags"}


class Input:
    """One field asked for: what stands in it, and what is wrong with that."""

    def __init__(self, form: "RecordForm", field: Field, raw: Any, *, writable: bool = True) -> None:
        self.form, self.field, self.raw, self.writable = form, field, raw, writable

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def id(self) -> str:
        return f"id_{self.field.name}"

    @property
    def errors(self) -> list[str]:
        return self.form.errors.get(self.field.name, [])

    @property
    def label(self) -> str:
        """What assistive technology reads where no label stands beside the input."""
        return ""

    @property
    def is_wide(self) -> bool:
        return self.field.kind.name in WIDE

    @property
    def is_check(self) -> bool:
        return self.field.kind.name == "yes_no"

    @property
    def people(self) -> list[tuple[int, str]]:
        """Who or which team can be chosen: those still active, and the one chosen now."""
        return self.form.offered(self.field)

    @property
    def lookup_url(self) -> str:
        return f"{screen_of(self.field.target).list_url}lookup"

    @property
    def template(self) -> str:
        return f"screens/inputs/{self.field.kind.name}.html"

    @property
    def linked_number(self) -> int | None:
        """The number of the chosen link; None where there is none, or no number."""
        if self.field.kind.family != "link":
            return None
        try:
            return self.field.kind.parse(self.raw, self.field)
        except ValidationError:
            return None

    @property
    def linked_title(self) -> str:
        """What the chosen link is called."""
        number = self.linked_number
        return "" if number is None else self.form.links.title(self.field.target, number) or ""

    @property
    def rows(self) -> list[list["Input"]]:
        """The inputs of each entry of a list field, and of an empty one to copy."""
        return [
            [EntryInput(self.form, column, entry.get(column.name, ""), self, index) for column in self.field.columns]
            for index, entry in enumerate([*(self.raw or [{}])])
        ]

    @property
    def blank_row(self) -> list["Input"]:
        return [EntryInput(self.form, column, "", self, "__prefix__") for column in self.field.columns]


class EntryInput(Input):
    """A part of one entry of a list field; named `emails-0-value`."""

    def __init__(self, form: "RecordForm", field: Field, raw: Any, parent: Input, index: int | str) -> None:
        super().__init__(form, field, raw, writable=parent.writable)
        self.parent, self.index = parent, index

    @property
    def name(self) -> str:
        return f"{self.parent.name}-{self.index}-{self.field.name}"

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def errors(self) -> list[str]:
        return []

    @property
    def label(self) -> str:
        return capfirst(str(self.field.label))


class RecordForm:
    """Asks for fields of a new record, or of `record`, in sections.

    `data` is what was posted; `initial` fills a new form. After `is_valid()`, `values` holds the parsed ones.
    """

    def __init__(
        self,
        screen: Screen,
        user: User,
        *,
        record: Any = None,
        data: QueryDict | None = None,
        initial: Mapping[str, Any] | None = None,
        names: Iterable[str] | None = None,
    ) -> None:
        self.screen, self.user, self.record, self.data = screen, user, record, data
        self.initial = initial or {}
        self.errors: dict[str, list[str]] = {}
        self.values: dict[str, Any] = {}
        self._offers: dict[str, list[tuple[int, str]]] = {}
        wanted = list(names) if names is not None else [n for part in screen.form_sections() for n in part.fields]
        self._writable = set(editable_fields(screen, user, wanted))
        self._names = visible_fields(screen, user, wanted)

    @cached_property
    def inputs(self) -> dict[str, Input]:
        return {name: self._input(self.screen.field(name)) for name in self._names}

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections of the description with the inputs this person may see."""
        found = []
        for section in self.screen.form_sections():
            inputs = [self.inputs[name] for name in section.fields if name in self.inputs]
            if inputs:
                closed = section.closed and not any(one.raw or one.errors for one in inputs)
                found.append({"title": section.title, "inputs": inputs, "closed": closed})
        return found

    @cached_property
    def links(self) -> Links:
        """Titles of what the inputs link to."""
        links = Links(self.user)
        for one in self.inputs.values():
            if one.linked_number is not None:
                links.read(one.field.target, {one.linked_number})
        return links

    @property
    def failed(self) -> list[Input]:
        return [one for one in self.inputs.values() if one.errors]

    @property
    def general_errors(self) -> list[str]:
        """What is wrong with no field in particular, or with one that is not shown."""
        return [message for name, messages in self.errors.items() if name not in self.inputs for message in messages]

    def offered(self, field: Field) -> list[tuple[int, str]]:
        """The people or teams that a field can be set to."""
        if field.kind.name not in self._offers:
            model = (
                User.objects.active().only("name", "email")
                if field.kind.name == "person"
                else Team.objects.only("name")
            )
            self._offers[field.kind.name] = [(one.pk, str(one)) for one in model]
        return self._offers[field.kind.name]

    def is_valid(self) -> bool:
        """Parse what was posted. Fields that this person may not write are not looked at."""
        for name in self._names:
            if name not in self._writable:
                continue
            field = self.screen.field(name)
            try:
                self.values[name] = field.parse(posted(self.data or QueryDict(), field))
            except ValidationError as problem:
                self.errors[name] = problem.messages
        if not self.errors:
            self._validate_together()
        return not self.errors

    def add_errors(self, problem: ValidationError) -> None:
        """Take over what a verb refused."""
        if hasattr(problem, "error_dict"):
            for name, messages in problem.message_dict.items():
                self.errors.setdefault(name, []).extend(messages)
        else:
            self.errors.setdefault("", []).extend(problem.messages)

    def _validate_together(self) -> None:
        try:
            validate_together(self.screen, self.values, self.record)
        except ValidationError as problem:
            self.add_errors(problem)

    def _input(self, field: Field) -> Input:
        writable = field.name in self._writable
        if self.data is not None and writable:
            return Input(self, field, posted(self.data, field))
        return Input(self, field, self._stored(field), writable=writable)

    def _stored(self, field: Field) -> Any:
        if field.kind.family == "link":
            given = self.initial.get(field.name, field.default)
            number = field.kind.dump(given) if self.record is None else link_number(self.record, field)
            return "" if number is None else number
        if self.record is None:
            return raw_value(field, self.initial.get(field.name, field.default))
        return raw_value(field, field.value_of(self.record))


def from_address(screen: Screen, given: Mapping[str, str]) -> dict[str, Any]:
    """The values that an address gives to fields of a new record; what makes no sense is left out."""
    values = {}
    for name, text in given.items():
        if name in screen.object.fields:
            field = screen.field(name)
            try:
                # A plus sign that nobody escaped arrives as a space.
                is_moment = field.kind.name == "datetime"
                values[name] = field.kind.parse(text.replace(" ", "+") if is_moment and "T" in text else text, field)
            except ValidationError:
                continue
    return values


def raw_value(field: Field, value: Any) -> Any:
    """A stored value as an input holds it."""
    if value is None:
        return ""
    if field.kind.name in ("choice", "choices", "tags", "entries", "yes_no", "text", "long_text"):
        return value
    return field.as_text(value)


def posted(data: QueryDict, field: Field) -> Any:
    """What was posted for a field: text, a list of texts, or a list of entries."""
    if field.kind.name == "entries":
        return _posted_entries(data, field)
    if field.kind.name in ("choices",):
        return [value for value in data.getlist(field.name) if value]
    if field.kind.name == "tags":
        return [part for value in data.getlist(field.name) for part in value.split(",") if part.strip()]
    return data.get(field.name, "")


def _posted_entries(data: QueryDict, field: Field) -> list[dict[str, str]]:
    pattern = re.compile(rf"{re.escape(field.name)}-(\d{{1,3}})-(\w+)")
    entries: dict[int, dict[str, str]] = {}
    for key in data:
        if match := pattern.fullmatch(key):
            entries.setdefault(int(match[1]), {})[match[2]] = str(data[key])
    primary = data.get(f"{field.name}-primary", "")
    for index, entry in entries.items():
        if str(index) == primary:
            entry["primary"] = "yes"
    return [entries[index] for index in sorted(entries)]
