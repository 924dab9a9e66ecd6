"""A form made from a description: what was typed stays, and each mistake is told beside its field."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from caruso.kernel.asking import must_be_filled, out_of_sight
from caruso.kernel.fields import Field
from caruso.kernel.files.fields import wait_for_record
from caruso.kernel.models import Team, User
from caruso.screens.conditional import holds
from caruso.screens.description import Screen, screen_for, screen_of
from caruso.screens.doors import editable_fields, visible_fields
from caruso.screens.filters.condition_input import ConditionInput
from caruso.screens.forms.as_shown import AsShown
from caruso.screens.forms.inputs import Input
from caruso.screens.forms.raw import numbers_in, posted, raw_value
from caruso.screens.links import Links, link_number
from caruso.screens.validation import draft_of, validate_together


class RecordForm:
    """Asks for fields of a new record, or of `record`, in sections.

    `data` is what was posted; `initial` fills a new form. After `is_valid()`, `values` holds the parsed ones. Values that
    are not yet a record's (`in_part`) are not held against what must be true of several together.
    """

    def __init__(
        self,
        screen: Screen,
        user: User,
        *,
        record: Any = None,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        initial: Mapping[str, Any] | None = None,
        names: Iterable[str] | None = None,
        in_part: bool = False,
    ) -> None:
        self.in_part = in_part
        self.screen, self.user, self.record, self.data = screen_for(screen, user), user, record, data
        self.files = files or MultiValueDict()
        self._sent: dict[str, int] = {}
        self.initial = initial or {}
        self.errors: dict[str, list[str]] = {}
        self.values: dict[str, Any] = {}
        self.untouched: set[str] = set()
        self._by_sections = names is None
        self._offers: dict[str, list[tuple[int, str]]] = {}
        asked = list(names) if names is not None else [n for part in self.screen.form_sections() for n in part.fields]
        wanted = [name for name in asked if not _is_computed(screen, name)]
        self._writable = set(editable_fields(screen, user, wanted))
        self._names = visible_fields(screen, user, wanted)
        #: Whether anything on the form hangs on what else is on it.
        self.asks_sometimes = any(
            screen.field(name).visible_when or screen.field(name).required_when for name in self._names
        )

    @cached_property
    def inputs(self) -> dict[str, Input]:
        return {name: self._input(self._field(name)) for name in self._names}

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections of the description with the inputs this person may see."""
        found = []
        for number, section in enumerate(self.screen.form_sections()):
            inputs = [self.inputs[name] for name in section.fields if name in self.inputs]
            if inputs:
                closed = section.closed and not any(one.raw or one.errors for one in inputs)
                hidden = number in self.absent and not any(one.errors for one in inputs)
                shown = {"title": section.title, "inputs": inputs, "closed": closed}
                found.append({**shown, "number": number, "when": section.when, "hidden": hidden})
        return found

    @property
    def has_files(self) -> bool:
        return any(one.field.kind.asked == "file" for one in self.inputs.values())

    def own_files(self, field: Field) -> set[int | None]:
        """The files that this field may be shown with: the record's, and the one that just came in."""
        held = None if self.record is None else link_number(self.record, field)
        return {held, self._sent.get(field.name)}

    @cached_property
    def out_of_sight(self) -> frozenset[str]:
        """The fields that are not asked for, as the form stands."""
        return out_of_sight(self._draft) if self.asks_sometimes else frozenset()

    @cached_property
    def must_be_filled(self) -> frozenset[str]:
        """The fields that must be filled because of what stands in others."""
        return must_be_filled(self._draft) if self.asks_sometimes else frozenset()

    @cached_property
    def _draft(self) -> Any:
        """The record as it would be; what cannot be read of the form is as it was."""
        values = dict(self.initial) if self.record is None and self.data is None else {}
        for name in self._writable.intersection(self._names) if self.data is not None else ():
            field = self.screen.field(name)
            with suppress(ValidationError):
                values[name] = field.kind.parse(posted(self.data or QueryDict(), field), field)
        known = {name: value for name, value in values.items() if name in self.screen.object.fields}
        return draft_of(self.screen, self.record, known)

    @cached_property
    def is_conditional(self) -> bool:
        """Whether what is asked for hangs on what is answered."""
        return any(section.when for section in self.screen.form_sections())

    @property
    def absent(self) -> set[int]:
        """The numbers of the sections that a record with what stands in the form does not have."""
        if not self.is_conditional:
            return set()
        sections = enumerate(self.screen.form_sections())
        return {number for number, one in sections if not holds(one, self.screen, self._draft, self.user)}

    @cached_property
    def links(self) -> Links:
        """Titles of what the inputs link to."""
        links = Links(self.user)
        for one in self.inputs.values():
            if one.linked_number is not None:
                links.read(one.field.target, {one.linked_number})
            elif one.field.kind.family == "records":
                links.read(one.field.target, set(numbers_in(one.raw)))
        return links

    @cached_property
    def begins_with(self) -> str:
        """The name of the input to begin in: the first that is wrong, or must be filled in, or is asked for in passing."""
        wanted = [one.name for one in self.failed]
        wanted += [name for name, one in self.inputs.items() if one.field.required and not one.field.never_empty]
        usual = [*wanted, *self.screen.quick, *self.inputs]
        return next((name for name in usual if name in self.inputs and name in self._writable), "")

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
        unasked = self._unasked()
        for name in self._names:
            if name not in self._writable or name in unasked:
                continue
            self._read(self._field(name))
        for name in self.out_of_sight:
            # What nobody saw keeps its value.
            self.values.pop(name, None)
            self.errors.pop(name, None)
        if not self.errors and not self.in_part:
            self._validate_together()
        return not self.errors

    def _read(self, field: Field) -> None:
        """Take what was posted; what stands there as it was shown is no mistake of this person."""
        shown = AsShown(field, self.record) if self.record is not None else None
        given: Any = None
        try:
            given = self._given(field)
            value = field.parse(given)
        except ValidationError as problem:
            if shown is None or not shown.is_text(given):
                self.errors[field.name] = problem.messages
            return
        self.values[field.name] = value
        if shown is not None and shown.means(given, value):
            self.untouched.add(field.name)

    @property
    def changes(self) -> dict[str, Any]:
        """The values without those that stand as they were shown: inputs hold less than some values, such as no seconds."""
        return {name: value for name, value in self.values.items() if name not in self.untouched}

    def _unasked(self) -> set[str]:
        """Fields of sections that the record has not: nobody was asked for them, and they stay as they are."""
        if not self._by_sections:
            return set()
        absent = self.absent
        return {n for number, one in enumerate(self.screen.form_sections()) if number in absent for n in one.fields}

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

    def _field(self, name: str) -> Field:
        """The field as it is asked for here: what was retired since the record chose it may stay."""
        field = self.screen.field(name)
        return field if self.record is None or not field.retired else field.offering(field.value_of(self.record))

    def _given(self, field: Field) -> Any:
        """What was posted; a file that came along waits for the record under a number."""
        name = field.name
        if self._is_built(field) and (built := self.condition(field, "")):
            if built.problem:
                raise ValidationError(built.problem)
            return built.text
        if field.kind.asked == "file" and name not in self._sent and (upload := self.files.get(name)):
            self._sent[name] = wait_for_record(field, upload, by=self.user)
        return self._sent.get(name) or posted(self.data or QueryDict(), field)

    def condition(self, field: Field, text: str) -> ConditionInput | None:
        """The condition that stands in a field; None for who does not see what it asks about, and writes it as text."""
        screen = screen_of(field.asks_about)
        if not self.user.access.may(screen.key, "view"):
            return None
        if self._is_built(field):
            return ConditionInput.posted(screen, self.user, self.data)
        return ConditionInput.of(screen, self.user, text)

    def _is_built(self, field: Field) -> bool:
        """Whether the condition came from the builder; programs and imports send it as the text of the field."""
        return bool(field.asks_about) and self.data is not None and "condition-was" in self.data

    def _input(self, field: Field) -> Input:
        writable = field.name in self._writable
        if self.data is not None and writable:
            return Input(self, field, self._sent.get(field.name) or posted(self.data, field))
        return Input(self, field, self._stored(field), writable=writable)

    def _stored(self, field: Field) -> Any:
        if field.kind.family == "link":
            given = self.initial.get(field.name, self.user.pk if field.begins_with_maker else field.default)
            number = field.kind.dump(given) if self.record is None else link_number(self.record, field)
            return "" if number is None else number
        if self.record is None:
            return raw_value(field, self.initial.get(field.name, field.default))
        return raw_value(field, field.value_of(self.record))


def _is_computed(screen: Screen, name: str) -> bool:
    """Nobody is asked for what is worked out from the rest."""
    field = screen.object.fields.get(name)
    return field is not None and field.computed is not None
