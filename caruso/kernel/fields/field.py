"""One field of a business object, as every reader of the description sees it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.computed import Computed, work_out
from caruso.kernel.fields.kind import Kind
from caruso.kernel.patterns import fits


@dataclass(frozen=True, eq=False)
class Field:
    """A field: built in (a column of the model) or custom (a key of the record's `custom` JSON).

    `target` is the key of the business object that a relation leads to. `columns` are the parts of one entry
    of a list field such as e-mails. `currency_field` names the field with the currency of a money amount, and
    `base_column` the column with the same amount in the firm's currency, by which amounts are compared. `parts_of` tells
    what an amount consists of, where that must be told apart, from the column `parts_column`.
    A field that is `never_empty` takes its default where nothing was given. A custom field is `indexed` once the
    database can find its values, and `ordered` once it can read them in order; what `sorts` may be sorted by before that
    too, and gets the index for it then. A `computed` field keeps no value: it follows from others. `visible_when`
    and `required_when` are conditions as text: when people see the field, and when it must be filled. `retired` are
    choices no longer offered that records may still hold. `unique` is the name of the index that keeps two live records
    from having the same value, `links` the table in which the database guards what a link kept as JSON leads to;
    `reverse` is what the collection is called from the other side. What is `internal` programs read; people are not
    offered it.
    """

    name: str
    label: Any
    kind: Kind
    column: str = ""
    required: bool = False
    editable: bool = True
    help: Any = ""
    choices: Sequence[tuple[str, Any]] = ()
    colours: Mapping[str, str] = field(default_factory=dict)
    target: str = ""
    columns: "Sequence[Field]" = ()
    currency_field: str = ""
    base_column: str = ""
    parts_column: str = ""
    parts_of: Callable[[Any, str], Sequence[tuple[str, Any]]] | None = None
    max_length: int | None = None
    minimum: Any = None
    maximum: Any = None
    given_default: Callable[[], Any] | None = None
    #: Whether a new record begins with the person who makes it.
    begins_with_maker: bool = False
    never_empty: bool = False
    custom: bool = False
    indexed: bool = False
    sorts: bool = False
    ordered: bool = False
    sort_column: str = ""
    computed: Computed | None = None
    visible_when: str = ""
    required_when: str = ""
    #: What it is compared as in SQL, where that is not its column itself.
    expression: Any = None
    #: What formulas take it as in SQL, where another program may have written what is no value of the kind.
    cleaned: Any = None
    retired: Sequence[tuple[str, Any]] = ()
    pattern: str = ""
    pattern_hint: str = ""
    unique: str = ""
    links: str = ""
    reverse: str = ""
    reverse_label: Any = ""
    #: The key of the object on which the text of this field is a condition.
    asks_about: str = ""
    internal: bool = False

    @property
    def default(self) -> Any:
        """What a new record begins with; asked for anew each time, because it may be a setting of the firm."""
        return self.given_default() if self.given_default else None

    @property
    def sortable(self) -> bool:
        return self.kind.sortable and (bool(self.column) or bool(self.sort_column))

    def parse(self, raw: Any) -> Any:
        """The value from what was given; raises ValidationError, also for a required field left empty."""
        value = self.kind.parse(raw, self)
        if value in (None, "", []):
            if self.required:
                raise ValidationError(_("Please fill this in."), code="required")
            return self.default if self.never_empty else value
        self._check_bounds(value)
        return value

    def _check_bounds(self, value: Any) -> None:
        if self.max_length and isinstance(value, str) and len(value) > self.max_length:
            raise ValidationError(
                _("This is too long: %(length)d characters, at most %(most)d fit."),
                params={"length": len(value), "most": self.max_length},
                code="too_long",
            )
        if self.minimum is not None and value < self.minimum:
            bound = self.as_typed(self.minimum)
            raise ValidationError(_("The least allowed is %(bound)s."), params={"bound": bound}, code="too_small")
        if self.maximum is not None and value > self.maximum:
            bound = self.as_typed(self.maximum)
            raise ValidationError(_("The most allowed is %(bound)s."), params={"bound": bound}, code="too_large")
        if self.pattern and isinstance(value, str) and not fits(self.pattern, value):
            raise ValidationError(
                self.pattern_hint or _("“%(value)s” does not have the form that is asked for here."),
                params={"value": value[:40]} if not self.pattern_hint else None,
                code="pattern",
            )

    def value_of(self, record: Any) -> Any:
        """The value that a record holds in this field, or that follows from it."""
        if self.computed is not None:
            if self.name not in record.worked_out:
                if record.pk is None:
                    return self.computed.value(record)
                work_out([record], [self])
            return record.worked_out.get(self.name)
        if self.custom:
            return self.kind.load(record.custom.get(self.name))
        return getattr(record, self.name)

    @property
    def read_from(self) -> tuple[str, ...]:
        """The columns of the model that a record must be read with, so that the field can be shown."""
        if self.computed is not None:
            return ()
        if self.custom:
            return ("custom",)
        return tuple(column for column in (self.name, self.currency_field, self.parts_column) if column)

    def choice_label(self, value: str) -> str:
        """The label of a choice; a value that nobody ever offered stands for itself."""
        label = dict(self.choices).get(value)
        return str(dict(self.retired).get(value, value) if label is None else label)

    def offering(self, held: Any) -> "Field":
        """The same field for a record that holds `held`: what was retired since may stay there."""
        holds = held if isinstance(held, list) else [held]
        kept = [choice for choice in self.retired if choice[0] in holds]
        return replace(self, choices=[*self.choices, *kept]) if kept else self

    @property
    def with_retired(self) -> "Field":
        """The same field for questions about records: what they may hold, also what is offered no more."""
        return replace(self, choices=[*self.choices, *self.retired]) if self.retired else self

    def as_text(self, value: Any) -> str:
        return self.kind.as_text(value, self)

    def as_typed(self, value: Any) -> str:
        return self.kind.as_typed(value, self)
