"""One field of a form: what stands in it, and what is wrong with that."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst

from caruso.kernel.fields import Field
from caruso.kernel.objects import business_object
from caruso.screens.description import screen_of

if TYPE_CHECKING:
    from caruso.screens.filters.condition_input import ConditionInput
    from caruso.screens.forms.form import RecordForm

WIDE = {"long_text", "rich_text", "entries", "address", "choices", "tags", "relations"}
#: Kinds asked for by several controls, which share a label.
GROUPED = {"entries", "address", "choices", "relations", "rating"}


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
    def out_of_sight(self) -> bool:
        return self.name in self.form.out_of_sight

    @property
    def required(self) -> bool:
        return self.field.required or self.name in self.form.must_be_filled

    @property
    def is_wide(self) -> bool:
        return self.field.kind.name in WIDE

    @property
    def is_check(self) -> bool:
        return self.field.kind.name == "yes_no"

    @property
    def is_group(self) -> bool:
        return self.field.kind.name in GROUPED or self.condition is not None

    @property
    def people(self) -> list[tuple[int, str]]:
        """Who or which team can be chosen: those still active, and the one chosen now."""
        return self.form.offered(self.field)

    @property
    def not_offered(self) -> str:
        """A choice that the record has, although nobody is offered it; it stays until another is chosen."""
        known = {value for value, _label in self.field.choices}
        return str(self.raw) if self.raw and self.raw not in known else ""

    @property
    def not_offered_label(self) -> str:
        return str(self.field.with_retired.choice_label(self.not_offered))

    @property
    def lookup_url(self) -> str:
        return f"{screen_of(self.field.target).list_url}lookup"

    @property
    def near(self) -> str:
        """Another link of this form that the records to choose from have as well: people of the chosen firm come first."""
        theirs, ours = business_object(self.field.target).fields.get("account"), self.form.screen.object.fields
        return "account" if theirs and "account" in ours and theirs.target == ours["account"].target else ""

    @property
    def template(self) -> str:
        return f"screens/inputs/{'condition' if self.condition else self.field.kind.name}.html"

    @cached_property
    def condition(self) -> "ConditionInput | None":
        """The condition in the field, to be built by clicking; None for any other field, and where it is only read."""
        return self.form.condition(self.field, self.raw) if self.field.asks_about and self.writable else None

    @property
    def linked_number(self) -> int | None:
        """The number of the chosen link; None where there is none, or no number."""
        if self.field.kind.family != "link":
            return None
        try:
            number: int | None = self.field.kind.parse(self.raw, self.field)
        except ValidationError:
            return None
        return number

    @property
    def linked_title(self) -> str:
        """What the chosen link is called."""
        number = self.linked_number
        return "" if number is None else self.form.links.title(self.field.target, number) or ""

    @property
    def linked(self) -> list[tuple[int, str]]:
        """The chosen links of a field with several, each with what it is called; those out of sight by their number."""
        try:
            numbers = self.field.kind.parse(self.raw, self.field)
        except ValidationError:
            return []
        return [(number, self.form.links.title(self.field.target, number) or f"{number}") for number in numbers]

    @property
    def file_name(self) -> str:
        """What the chosen file is called; nothing for a number that somebody made up."""
        return self.linked_title if self.linked_number in self.form.own_files(self.field) else ""

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
