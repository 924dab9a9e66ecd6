"""Fields whose value is worked out from others each time they are read.

What works a value out is given by a later room; here is only what readers ask of it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field
    from caruso.kernel.models.custom_field import CustomField

#: Kinds of custom fields that keep no value; what kind of value they give is said in their options.
COMPUTED_KINDS = ("formula", "roll_up")


class Computed(Protocol):
    """How the value of one field comes about."""

    def expression(self) -> Any:
        """The value in SQL, for records of the field's object."""

    def value(self, subject: Any) -> Any:
        """The value for one record, or mapping of field names to values, in memory."""

    def load(self, value: Any) -> Any:
        """The value as it came from SQL, made like those of the field's kind."""

    def test(self, field: "Field", comparison: Any) -> Any:
        """A quicker Q for the comparison than one of `expression`, or None."""


_makers: dict[str, "Callable[[CustomField], Field]"] = {}


def made_by(kind: str, maker: "Callable[[CustomField], Field]") -> None:
    """Have the fields of this kind described by `maker`."""
    _makers[kind] = maker


def maker_of(kind: str) -> "Callable[[CustomField], Field] | None":
    return _makers.get(kind)


def computed_among(fields: "Iterable[Field]") -> "list[Field]":
    return [field for field in fields if field.computed is not None]


def work_out(records: Iterable[Any], fields: "Iterable[Field]") -> None:
    """Read what these fields of these records come to, in one query, and keep it with each record.

    The records are of one object and stored; what is known already is not asked for again.
    """
    wanted = computed_among(fields)
    some = [one for one in records if one.pk and any(field.name not in one.worked_out for field in wanted)]
    if some:
        found = worked_out(type(some[0]), [record.pk for record in some], wanted)
        for record in some:
            record.worked_out = {**record.worked_out, **found.get(record.pk, {})}


def worked_out(model: Any, numbers: Iterable[int], fields: "Iterable[Field]") -> dict[int, dict[str, Any]]:
    """What these fields come to, by the numbers of the records and the names of the fields."""
    wanted = {field.name: computed for field in fields if (computed := field.computed) is not None}
    if not wanted:
        return {}
    values = {f"{name}_worked_out": computed.expression() for name, computed in wanted.items()}
    rows = model.objects.filter(pk__in=list(numbers)).order_by().annotate(**values).values_list("pk", *values)
    return {number: _loaded(wanted, row) for number, *row in rows}


def _loaded(wanted: Mapping[str, Computed], row: Iterable[Any]) -> dict[str, Any]:
    return {name: computed.load(value) for (name, computed), value in zip(wanted.items(), row, strict=True)}
